import { expect, it } from 'vitest';
import { drawnAnswers, drawnPlaces, mostAnswers } from '../../../sim/data/task/drawn-answers.ts';
import { openScenarioTask, taskShapes } from '../../../sim/data/task/scenario-tasks.ts';
import { whenFetched } from '../when-fetched.ts';

whenFetched('brown', 'drawnAnswers of a task with an answer for every token', () => {
  const { parts, classes } = openScenarioTask('brown');
  const part = parts.test;
  const places = drawnPlaces('brown', 'test');

  it('draws that many of them, each once, and not the first ones', () => {
    expect(places).toHaveLength(mostAnswers);
    expect(new Set(places).size).toBe(mostAnswers);
    expect(places.every((place, i) => i === 0 || place > places[i - 1]!)).toBe(true);
    expect(places.at(-1)).toBeGreaterThan(part.labels.length * 0.99);
    expect(classes).toBe(taskShapes.brown.classes);
  });

  it('law: a request is the sample around the answer, asked once, and the place is that of the answer in it', () => {
    const positions = [0, 1, 2, 3, 50, 51, 4000, mostAnswers - 1];
    const answers = drawnAnswers('brown', 'test', positions);
    expect(Object.keys(answers.feeds(0, 1)).sort()).toEqual(Object.keys(taskShapes.brown.inputs).sort());
    positions.forEach((position, i) => {
      const answer = places[position]!;
      const sample = part.starts!.findIndex((start) => start > answer) - 1;
      const [start, end] = [part.starts![sample]!, part.starts![sample + 1]!];
      expect(answers.labels[i]).toBe(part.labels[answer]);
      expect(start + answers.places[i]!).toBe(answer);
      const { data } = answers.feeds(answers.requests[i]!, 1)['words']!;
      expect(data).toEqual(part.feeds(sample, 1)['words']!.data);
      expect(data).toHaveLength(end - start);
    });
    const { data, dims } = answers.feeds(0, answers.requestCount)['words']!;
    expect(dims).toEqual([answers.requestCount, data.length / answers.requestCount]);
    expect(answers.requestCount).toBeLessThan(positions.length);
    expect(() => drawnAnswers('brown', 'test', [mostAnswers])).toThrow(/position 10000 of 0 to 9999/);
  });
});

whenFetched('shuttle', 'drawnAnswers of a task with one answer a sample', () => {
  it('asks as many requests as answers', () => {
    const answers = drawnAnswers('shuttle', 'validation', [0, 7, 9999]);
    expect([...answers.requests]).toEqual([0, 1, 2]);
    expect([...answers.places]).toEqual([0, 0, 0]);
    const { data, dims } = answers.feeds(1, 2)['features']!;
    expect(dims).toEqual([2, 18]);
    const { feeds } = openScenarioTask('shuttle').parts.validation;
    const second = feeds(drawnPlaces('shuttle', 'validation')[7]!, 1)['features']!.data;
    expect([...data.subarray(0, 18)]).toEqual([...second]);
  });
});
