import { beforeAll, describe, expect, it } from 'vitest';
import { main } from '../../sim/cli/main.ts';
import { renderValidation } from '../../sim/report/text/render-validation.ts';
import { type ValidationReport, validate } from '../../sim/validate/validate.ts';
import { fakeContext } from '../cli/fake-context.ts';
import { expectPrintedErrors } from './expect-printed-errors.ts';

let mcu: ValidationReport;
let npu: ValidationReport;
let phone: ValidationReport;
beforeAll(async () => {
  mcu = await validate('mcu');
  npu = await validate('npu');
  phone = await validate('phone');
});

const summary = (report: ValidationReport, quantity: string, group: string) => {
  const found = report.classes.find((one) => one.quantity === quantity && one.group === group);
  if (!found) throw new Error(`no group ${quantity} ${group}`);
  return found;
};

describe('errors on microcontrollers and NPUs that the calibration had not seen', () => {
  // [quantity, group, devices, rows, most error in per cent]: floors of the models; they must not be lost again.
  it.each([
    ['latency', 'family-known', 4, 34, 8],
    ['latency', 'runtime-unknown', 7, 160, 12],
    ['latency', 'novel', 7, 31, 30],
    ['latency', 'new-network', 14, 216, 19],
    ['power', 'same-chip', 4, 96, 10],
    ['energy', 'family-known', 4, 96, 30],
    ['energy', 'anchored', 5, 100, 18],
  ])('stay low for %s, %s', (quantity, group, devices, rows, most) => {
    const found = summary(mcu, quantity, group);
    expect(found).toMatchObject({ class: 'mcu', devices, rows });
    expect(found.mapePercent).toBeLessThan(most);
    expect(found.reached).not.toBe('nothing');
  });

  it('stay low at another operating point of an NPU', () => {
    expect(summary(npu, 'latency', 'same-chip').mapePercent).toBeLessThan(3);
    expect(summary(npu, 'energy', 'same-chip').mapePercent).toBeLessThan(3);
  });

  it('are held by honest intervals', () => {
    for (const group of mcu.classes.filter((one) => one.devices >= 4)) {
      const name = `${group.quantity} ${group.group}`;
      expect(group.intervalCoverage, name).toBeGreaterThanOrEqual(0.8);
      // Against one width in hindsight; times differ most from row to row.
      const most = group.quantity === 'latency' ? 0.8 : 0.85;
      expect(group.intervalWidthScore, name).toBeLessThanOrEqual(most * group.constantWidthScore);
    }
    expect(summary(mcu, 'latency', 'family-known').intervalRatio).toBeLessThan(1.6);
    expect(summary(mcu, 'latency', 'novel').intervalRatio).toBeLessThan(3);
  });

  it('are below those of every trivial prediction, but where a sibling can be copied', () => {
    for (const group of [...mcu.classes, ...npu.classes].filter((one) => one.figure)) {
      if (group.group === 'family-known' && group.quantity === 'latency')
        expect(Math.abs(group.difference!.value)).toBeLessThan(1);
      else expect(group.difference!.value, `${group.quantity} ${group.group}`).toBeLessThan(0);
    }
  });
});

it('errors on phones that the calibration had not seen stay low on another network', () => {
  expect(summary(phone, 'latency', 'new-network').mapePercent).toBeLessThan(12);
});

describe('the errors that predictions print', () => {
  it('are those that are found now: node --import tsx tools/write-validation.ts', async () => {
    await expectPrintedErrors([mcu, npu, phone]);
  });
});

describe('the report', () => {
  it('accounts for every row and says what is not validated', () => {
    for (const { class: name, quantity, measured, scored } of mcu.rows)
      expect([name, quantity, scored]).toEqual(['mcu', quantity, measured]);
    expect(npu.rows.find(({ quantity }) => quantity === 'power')).toMatchObject({
      validated: false,
      scored: 0,
    });
    const time = npu.rows.find(({ quantity }) => quantity === 'latency')!;
    expect(time.scored).toBe(6);
    expect(time.unpredicted).toContain('tiny-v0.7-closed-syntiant-syntiant-9120-0v9-30mhz-kws');
    expect(mcu.leftOut).toContainEqual({ class: 'mcu', reason: 'recalled, not read', rows: 1 });
  });

  it('is the same each time', async () => {
    expect(await validate('npu')).toEqual(npu);
    expect(JSON.parse(JSON.stringify(npu))).toEqual(npu);
  });

  it('prints in lines that fit a wide terminal, with every group', () => {
    const lines = renderValidation(mcu);
    for (const line of lines) expect(line.length, line).toBeLessThanOrEqual(170);
    for (const { group } of mcu.classes)
      expect(lines.filter((line) => line.includes(group)).length).toBeGreaterThan(2);
    expect(renderValidation(npu).join('\n')).toContain('npu power: not validated');
  });
});

describe('sparsewatt validate', () => {
  const call = async (...args: string[]) => {
    const fake = fakeContext();
    const code = await main(['validate', ...args], fake.context);
    return { code, stdout: fake.stdout(), stderr: fake.stderr() };
  };

  it('prints the report as JSON and as text', async () => {
    const json = await call('--class', 'npu', '--json');
    expect(json.code).toBe(0);
    const report = JSON.parse(json.stdout) as ValidationReport;
    expect(report.schemaVersion).toBe('1.0');
    expect(report.classes.map(({ class: name, quantity, group }) => [name, quantity, group])).toEqual([
      ['npu', 'latency', 'same-chip'],
      ['npu', 'energy', 'same-chip'],
    ]);
    for (const key of [
      'rows',
      'mapePercent',
      'medianPercent',
      'within10Share',
      'within20Share',
      'worst',
      'kendallTau',
      'intervalCoverage',
    ])
      expect(report.classes[0]).toHaveProperty(key);
    const text = await call('--class', 'npu');
    expect(text).toMatchObject({ code: 0, stderr: '' });
    expect(text.stdout).toContain('same-chip');
  });

  it('says that a class without a model is not validated', async () => {
    const { code, stdout } = await call('--class', 'fpga');
    expect(code).toBe(0);
    expect(stdout).toContain('fpga latency: not validated');
  });

  it('refuses an unknown class as a usage error', async () => {
    const { code, stderr } = await call('--class', 'toaster');
    expect(code).toBe(2);
    expect(stderr).toContain('toaster');
  });
});
