/* One key for all the ways in which a name is spelled: the same rules as in model/spelling.py, which
   says why they are what they are. A test compares the two. */

const PREFIX = 'qq'
const SHORTEST = 4

const table = {}
const letters = (from, to) => [...from].forEach((letter, at) => { table[letter] = to[at] })
letters('łøđðþæœßıč', ['l', 'o', 'd', 'd', 'th', 'e', 'o', 'ss', 'i', 'ch'])
letters('šžğş', ['sh', 'zh', 'g', 'sh'])
letters('абвгґдезиійклмноп', 'abvggdeziijklmnop')
letters('рстуфўёєіїыэѣ', 'rstufueeiiiee')
letters('ъьʼʹʺ', ['', '', '', '', ''])
letters('жхцчшщ', ['zh', 'kh', 'ts', 'ch', 'sh', 'shch'])
letters('юяјљњћђџ', ['iu', 'ia', 'j', 'l', 'n', 'c', 'dzh', 'dzh'])

const sounds = {
  schtsch: 'x', shch: 'x', stch: 'x', sch: 'x', sh: 'x',
  tsch: 'c', tch: 'c', tsj: 'c', ch: 'c',
  dsch: 'w', dzh: 'w', zh: 'w', dj: 'w',
  ts: 'z', tz: 'z', dz: 'z', ds: 'z',
  ck: 'k', cz: 'k', c: 'k', q: 'k',
  ph: 'v', w: 'v', f: 'v',
  kh: 'h', gh: 'g', th: 't', x: 'ks', rdn: 'rn'
}
const sound = new RegExp(Object.keys(sounds).sort((a, b) => b.length - a.length).join('|'), 'g')

const rules = [
  [/j(?=i)/g, 'w'],
  [/(?<=[cwx])[iyj]?o(?=[vnmrlt])/g, 'e'],
  [/[iyj](?=[aou])/g, ''],
  [/j(?=e)/g, ''],
  [/(?<=[aeiouy])j/g, 'e'],
  [/[eiy]+/g, 'e'],
  [/[ou]+/g, 'o'],
  [/a+/g, 'a'],
  [/(.)\1+/g, '$1'],
  [/(?<=[aeo])h$/, ''],
  [/(?<=...[^ao])e$/, '']
]

/* The key of a word, or an empty text where it is too short or has no letters that we know. */
export const soundKey = word => {
  let text = [...word.normalize('NFC').toLowerCase()].map(letter => table[letter] ?? letter).join('')
  text = text.normalize('NFD').replace(/[^a-z]/g, '')
  if (text.length < SHORTEST) return ''
  text = text.replace(sound, found => sounds[found])
  for (const [pattern, replacement] of rules) text = text.replace(pattern, replacement)
  return text.length >= SHORTEST - 1 ? PREFIX + text : ''
}
