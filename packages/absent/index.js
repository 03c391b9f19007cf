throw new Error('this optional native package is replaced by an empty one: see docs/design.md, Dependencies');
