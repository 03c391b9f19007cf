import type { FormatName } from './format-names.ts';
import type { ReportFormat } from './report-format.ts';

const loaders: Readonly<Record<FormatName, () => Promise<ReportFormat>>> = {
  md: async () => (await import('./markdown.ts')).markdown,
  html: async () => (await import('./html.ts')).html,
  json: async () => (await import('./json.ts')).json,
  csv: async () => (await import('./csv.ts')).csv,
  parquet: async () => (await import('./parquet.ts')).parquet,
  if: async () => (await import('./impact-framework.ts')).impactFramework,
  boamps: async () => (await import('./boamps.ts')).boamps,
  'model-card': async () => (await import('./model-card.ts')).modelCard,
  sci: async () => (await import('./sci.ts')).sci,
  latex: async () => (await import('./latex.ts')).latex,
  plots: async () => (await import('./pictures.ts')).pictures,
  junit: async () => (await import('./junit.ts')).junit,
};

/** The writer of a format; nothing of the others is loaded. */
export function loadFormat(name: FormatName): Promise<ReportFormat> {
  return loaders[name]();
}
