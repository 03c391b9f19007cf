import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { keyEvent } from '../../../sim/dashboard/keys/key-event.ts';
import { commands } from '../../../sim/dashboard/prompt/commands.ts';
import { completed, completions } from '../../../sim/dashboard/prompt/complete-command.ts';
import { promptLine } from '../../../sim/dashboard/prompt/prompt-line.ts';
import { runCommand } from '../../../sim/dashboard/prompt/run-command.ts';
import { reduce } from '../../../sim/dashboard/state/reduce.ts';
import { type DashboardState, initialState } from '../../../sim/dashboard/state/state.ts';
import { visiblePolicies, visibleTargets } from '../../../sim/dashboard/state/visible-rows.ts';
import { fixtureReport } from '../fixture-report.ts';

const start = initialState(fixtureReport(), { columns: 80, rows: 24 });

const controls: Readonly<Record<string, string>> = {
  '\r': 'return',
  '\t': 'tab',
  '\x1b': 'escape',
  '\x7f': 'backspace',
  '\x03': 'ctrl-c',
};

/** The state after keys, one character each. */
function keys(state: DashboardState, input: string): DashboardState {
  return [...input].reduce((at, letter) => {
    const event = keyEvent(at, controls[letter] ?? letter);
    return event ? reduce(at, event) : at;
  }, state);
}

describe('the command line', () => {
  it('runs what is typed, with any beginning that is clear', () => {
    expect(keys(start, ':screen policies\r').screen).toBe('policies');
    expect(keys(start, ':theme li\r').look.theme).toBe('light');
    const loihi = keys(start, ':target loihi-1\r');
    expect(loihi.selectedCell).toContain('loihi-1');
    expect(keys(loihi, ':policy random\r').selectedPolicy).toBe('random');
    expect(keys(start, ':q\r').exit).toBe('quit');
    expect([...keys(start, ':knob-up\r').knobs.wanted.values()]).toEqual([{ deadlineMs: 55 }]);
  });

  it('says what is wrong and what would do, and changes nothing', () => {
    for (const [text, problem] of [
      [':nonsense\r', 'no command nonsense'],
      [':theme pink\r', 'give one of dark, light, high-contrast, colour-blind'],
      [':theme\r', 'theme ?'],
      [':\r', 'no command (nothing)'],
    ] as const) {
      const after = keys(start, text);
      expect(after.problem).toContain(problem);
      expect({ ...after, problem: null }).toEqual(start);
    }
  });

  it('completes: what it gives goes on from what was typed, and every completion of a name is a command', () => {
    const names = ['', ...commands.map(({ name }) => name), 'theme ', 'target l', 'policy s', 'screen '];
    for (const name of names)
      for (let length = 0; length <= name.length; length++) {
        const text = name.slice(0, length);
        expect(completed(start, text).startsWith(text)).toBe(true);
        for (const completion of completions(start, text)) {
          const line = text.includes(' ') ? `${text.split(' ')[0]} ${completion}` : completion;
          const outcome = runCommand(start, line);
          if (outcome.kind === 'problem') expect(outcome.text).not.toContain('no command');
        }
      }
    expect(keys(start, ':the\t').prompt?.text).toBe('theme ');
    expect(keys(start, ':theme h\t\r').look.theme).toBe('high-contrast');
  });

  it('takes keys as text, but for the ways out', () => {
    expect(keys(start, ':q 1?[').prompt?.text).toBe('q 1?[');
    expect(keys(start, ':abc\x7f\x7f').prompt?.text).toBe('a');
    expect(keys(start, ':abc\x1b').prompt).toBeNull();
    expect(keys(start, ':abc\x03').exit).toBe('interrupted');
  });

  it('fits on its line', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme', maxLength: 300 }),
        fc.integer({ min: 60, max: 200 }),
        (text, width) => {
          const opened = keys(start, `:${text}`);
          if (opened.prompt)
            expect([...promptLine(opened, opened.prompt, width)].length).toBeLessThanOrEqual(width);
        },
      ),
    );
  });
});

describe('the filter', () => {
  it('keeps the rows that hold every word, and the selection among them', () => {
    const filtered = keys({ ...start, screen: 'targets' }, '/nucleo sparse');
    const { rows, selected } = visibleTargets(filtered);
    expect(rows).toHaveLength(4);
    for (const row of rows) expect(row.state.id).toMatch(/nucleo.*sparse/);
    expect(rows[selected]!.state.id).toBe(filtered.selectedCell);
    const kept = keys(filtered, '\r');
    expect(visibleTargets(kept).rows).toHaveLength(4);
    expect(visibleTargets(keys(kept, '\x1b')).rows).toHaveLength(28);
    expect(visibleTargets(keys(filtered, '\x1b')).rows).toHaveLength(28);
  });

  it('may leave nothing, which is no fault', () => {
    const none = keys({ ...start, screen: 'policies' }, '/no such policy\r');
    expect(visiblePolicies(none).rows).toEqual([]);
    expect(keys(none, 'jkGgsr').screen).toBe('policies');
    expect(keys(none, '\x1b').screen).toBe('policies');
  });

  it('searches the help', () => {
    const searched = keys(start, '?/deadline\r');
    expect(searched).toMatchObject({ help: 0, helpFilter: 'deadline', prompt: null });
    expect(keys(searched, '?')).toMatchObject({ help: null, helpFilter: '' });
  });
});
