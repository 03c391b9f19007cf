/** An `ar` archive of the given members, as a .deb is one. */
export function ar(members: Readonly<Record<string, Uint8Array>>): Buffer {
  const parts = Object.entries(members).map(([name, bytes]) => {
    const head = name.padEnd(16) + '0'.padEnd(12) + '0'.padEnd(6) + '0'.padEnd(6) + '100644'.padEnd(8);
    return Buffer.concat([
      Buffer.from(`${head}${String(bytes.length).padEnd(10)}\`\n`),
      bytes,
      Buffer.from(bytes.length % 2 ? '\n' : ''),
    ]);
  });
  return Buffer.concat([Buffer.from('!<arch>\n'), ...parts]);
}

/** A tar archive (ustar) of text files; a path that ends with a slash is a folder. */
export function tar(files: Readonly<Record<string, string>>): Buffer {
  const parts = Object.entries(files).map(([path, text]) => {
    const header = Buffer.alloc(512);
    header.write(path, 0);
    header.write(text.length.toString(8).padStart(11, '0'), 124);
    header.write(path.endsWith('/') ? '5' : '0', 156);
    header.write('ustar', 257);
    header.fill(' ', 148, 156);
    const sum = header.reduce((all, byte) => all + byte, 0);
    header.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148);
    const body = Buffer.alloc(Math.ceil(text.length / 512) * 512);
    body.write(text);
    return Buffer.concat([header, body]);
  });
  return Buffer.concat([...parts, Buffer.alloc(1024)]);
}
