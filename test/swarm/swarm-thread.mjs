// Node 20 cannot load TypeScript in a worker, and tsx does not reach into workers by itself.
import { register } from 'tsx/esm/api';

register();
await import('./swarm-worker.ts');
