import { bareModel } from './bare.ts';
import { generatorModel } from './generators.ts';
import type { Model, Setting } from './model.ts';
import { pendingSets } from './pending-set.ts';
import { simjsModel } from './simjs.ts';
import { typedModel } from './typed.ts';

export type JsContestant = 'typed' | 'generators' | 'queue' | 'heap' | 'simjs';

/** A workload in one of the JavaScript engines. @param from a file beside the peers' node_modules */
export function buildModel(contestant: JsContestant, setting: Setting, from: string): Model {
  switch (contestant) {
    case 'typed':
      return typedModel(setting);
    case 'generators':
      return generatorModel(setting);
    case 'simjs':
      return simjsModel(setting, from);
    default:
      return bareModel(setting, pendingSets[contestant]());
  }
}
