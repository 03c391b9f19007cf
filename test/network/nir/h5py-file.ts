/**
 * A NIR file as Python writes it (h5py 3.16.0 on HDF5 2.0.0, with the calls of nir 1.0's `write`: strings of variable length,
 * gzipped arrays, edges as an array of strings), gzipped, in base64. Input(3) -> Affine -> LIF without v_reset -> Output.
 */
export const h5pyFile =
  'H4sIAAAAAAACA+2dz28bRRTHZ3djZ5s0dAMSdYuq7tFFpTJSSwOBNhFNmogqv9pDOdDajdexIdhR4hSjUEhED6ECqQckKnEgB4Qi' +
  'cYnEhWMuVFwQOXJBCifyFyBOhOzuvN2didcOJE784/u5jGf27czO5O34vTfjyWdD1wa7Ok53MBtdZ23MYEG2OWNfiHm6nuSpwtNl' +
  'nq6qVK4412K8vJvXL8vdmhgYsKW3JaidRJub6gy0IkMD/WN2epvnSZ9+VkW5+9bsXK6QZ/lC2grqZd//bFdhEbcOhfK6oO/azpPY' +
  'n08piqPZhnfNlYvspHZeVd1inT+5RhVJ7xtjT+r673BzZPSawlTvqUsR8f1f4XkjJr6vpgYdFvWq/Lwoj1+1efHJKcyL0KPderR5' +
  'mhecqXy/rW6G7r/D198cvaEEpiUlIGfz8oXEhVfs+YyJejcyPHF9NjWT1ST54fzMfHEn5V/fLMrT/kwml7d8ObrvxvCgIEfp6HzR' +
  'qahdkp/OZYTnkMuPSfUUeD0dPE/9yEy6aWdI+XGpXzneL2LjGegiAAAAAAAAAIDGQY6zmjxNxES54oczTnzVjrPO7aRWespJKV7Q' +
  '85/jGLWKsxq8C40YZ9W8uE7f55XlqXfr7UwYNzkORHGS5Vhr6HO1+OlyXNRz0NrzXZzmPSluSvE+igdSfJHiifS+JfY834XE/3m7' +
  'Rnxv+rv5ovheg9YiTI+yl/j8drmy3OYILxj39YjWA1Qmrg/YsfXSncnMojNftkUDl9rcS8nk2lQy+9uv6+ub7Nv+6V7za4Wd+0Z7' +
  '3b00uVOjcoVd1QI3Rpwbv3/+7T//WXv30YNLX0bZFb3dsm9gSyf+SnYMaazrqXrXLuiL2N9zinft0R9Lb7Cu79RRCvoHnyjqPtG9' +
  'RafTWrAfx3nfKN8p5Tt4XynfLuV1qaljUEMAAABNZg+TvZCIl/f/57Ip58N+91m5/q6/+3D9rOjHyvYM2bulM6KcbD/T829J9cl2' +
  'D/l/Ww9EOeNj3v/FRrEHaxVHMRs4juLvV4ufryxPerVxDnOBqFdRSa9cvVAURdAvX88M57NtI+uBmcHTL01VXNvbdPJKQF9tTyVt' +
  'ZaZTRcvbN+Tpoar2vOQ3FXB7s4ceV1LK+OWdIfIJUx5P+O0AAABAs1Mtjm+8Wt66Bq3pd5O5uHq5vN/9gZWbyhYZu5dLzQXtyfpZ' +
  'd+9tYH/RX3dfGdibv1ht4GkUbr/Wqv6iG5BRXLfP+30FLd3IedK7bvMs9wFNdlJnJz/h1/fvR2rZXr9pu1kuMnao/uILVe57S/Ib' +
  '5XFqw9QJAAAAANDkdrS47qLusgtrbTera4N+kwHzM3locZRydnTYz68zIfYz7GYAAACgean6+58JN41jqFoSed1liKfmuChH6y7F' +
  '1LyTn+Xl9+9OW6n37LSYnbXmsoXptFP+vlVMpVPFlG/HuxhevlbrLkVTbIlohHWXqLeMslESx+1vno8t8JTG853K9dIobNysLOft' +
  'Jx2vLEfuxFimshzNJ48LjeIvXvX26V3sZBe3tQPzFzdv+U3q9eIvPhci/zDEX8Q+PQAAAKB5qUP7ybxTh/ZTd4j8V7CfAAAAANhP' +
  'R28/Jafq0H4K+53oKuwnAAAAAPbT0dtPKzN1aD89GyL/A+wnAAAAoAXtp/LnHMv7x6rtC135CHZDKyPvC6V9hD0Lolze0zt+3771' +
  't9q+0Crn6qmqtB/0J7O8Jq80xN/B3Rfq/bNk9ngBunmQ86J8vmm1efHHJcyLmBd3nw88tijKHfT5wLXbL/+LKc7wRGOda8s+rSxP' +
  '7+vqInRY1Ku6OdfWeOg31TDn2v5uyuOJ7wcAAACg+e2nSMVzHsPOd1T3bbdvccsjKT1R6UjH419Qo43dUI0AAA==';
