/** Tokens that a tagger sees at once, in training and in use: neighbouring sentences that fit. */
export const taggingWindow = 64;
