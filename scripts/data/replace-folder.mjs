import { mkdirSync, renameSync, rmSync } from 'node:fs';

/** Fills a folder beside `folder` and puts it in its place, so that a reader sees a whole set or none. */
export function replaceFolder(folder, fill) {
  const fresh = `${folder}.${process.pid}.new`;
  rmSync(fresh, { recursive: true, force: true });
  mkdirSync(fresh, { recursive: true });
  try {
    const result = fill(fresh);
    rmSync(folder, { recursive: true, force: true });
    renameSync(fresh, folder);
    return result;
  } finally {
    rmSync(fresh, { recursive: true, force: true });
  }
}
