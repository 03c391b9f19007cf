import type { JsContestant } from './build-model.ts';
import { besidePeers, type Program, simjsVersion } from './peers.ts';

/** How fast an engine is, roughly: it says how many events it is timed over. */
export type Speed = 'native' | 'process' | 'slow';

export interface Contestant {
  readonly id: string;
  readonly title: string;
  readonly speed: Speed;
  readonly program: Program;
}

/** Everyone, in the order of the rounds. */
export function contestants(child: string, simpy: Program, cpp: Program): readonly Contestant[] {
  const js = (id: JsContestant, title: string, speed: Speed, version: string): Contestant => ({
    id,
    title,
    speed,
    program: { command: [process.execPath, '--expose-gc', child, id], version, rest: [besidePeers] },
  });
  const native = (id: string, title: string): Contestant => ({
    id,
    title,
    speed: 'native',
    program: 'missing' in cpp ? cpp : { ...cpp, command: [...cpp.command, id] },
  });
  return [
    js('typed', 'typed handlers (environment)', 'native', 'this tree'),
    js('generators', 'generators (environment)', 'process', 'this tree'),
    js('queue', 'bare queue', 'native', 'this tree'),
    js('heap', 'bare 4-ary heap', 'native', 'this tree'),
    native('priority-queue', 'C++ std::priority_queue'),
    native('4-ary', 'C++ 4-ary heap'),
    { id: 'simpy', title: 'SimPy', speed: 'slow', program: simpy },
    js('simjs', 'simjs', 'slow', `simjs ${simjsVersion()}`),
  ];
}
