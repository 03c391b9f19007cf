/**
 * Icon sets (npm packages `@iconify-json/NAME`) by family: sets of one designer or company, and sets that began as copies
 * of another, stand together, so that a part of the split never sees drawings of another part's hand. Licences are checked
 * when a set is read.
 */
export const iconFamilies: Readonly<Record<string, readonly string[]>> = {
  // mdi began as a copy of Google's icons, EOS extends them.
  material: ['mdi', 'ic', 'material-symbols', 'eos-icons'],
  ionic: ['ion', 'famicons'],
  // Line Awesome redraws Font Awesome, and is by the makers of wpf.
  'font-awesome': ['fa6-solid', 'la', 'wpf'],
  // Lucide began as a copy of Feather.
  feather: ['feather', 'lucide'],
  halfmann: ['majesticons', 'pixelarticons'],
  streamline: ['streamline', 'guidance'],
  microsoft: ['codicon', 'fluent'],
  schoger: ['zondicons', 'heroicons'],
  ...Object.fromEntries(
    [
      'akar-icons ant-design basil bi bx bytesize carbon charm ci cil clarity ei el ep eva f7 fe flowbite fontisto',
      'formkit garden gg gravity-ui grommet-icons hugeicons humbleicons icon-park-outline iconamoon iconoir ix jam',
      'lets-icons lineicons lsicon mage maki mi mingcute mynaui nimbus octicon oi ooui oui pajamas pepicons-pop ph',
      'prime proicons qlementine-icons quill radix-icons ri si simple-line-icons solar stash tabler tdesign teenyicons',
      'uil uiw vaadin weui',
    ]
      .flatMap((line) => line.split(' '))
      .map((name) => [name, [name]]),
  ),
};
