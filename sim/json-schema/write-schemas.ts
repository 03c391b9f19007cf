import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../package-root.ts';
import { jsonSchemas } from './json-schemas.ts';

// Run by the build: editors complete and check YAML files against dist/schema/*.json.
const folder = join(packageRoot(), 'dist', 'schema');
mkdirSync(folder, { recursive: true });
for (const [name, schema] of jsonSchemas())
  writeFileSync(join(folder, `${name}.json`), `${JSON.stringify(schema, null, 2)}\n`);
