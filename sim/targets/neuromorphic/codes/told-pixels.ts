/** Grey values as whole numbers of 0 … white, which is what they are where no other white is given. */
export const toldPixels = (image: Uint8Array, white = 255): Uint8Array =>
  white === 255 ? image : image.map((grey) => Math.round((grey * white) / 255));
