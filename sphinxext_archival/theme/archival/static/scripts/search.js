/* The search page: asks Pagefind, and shows the turns in which the words stand.

   A record of Pagefind is what one speaker says in one document. Its anchors are its passages:
   `ANCHOR|LABEL` begins one, and `+` the words behind it that it can be found by and does not show,
   `written | found by | written | …`. */

import { soundKey } from './spelling.js'

const FILTERS = ['speaker', 'person', 'year', 'kind', 'part']
const AT_ONCE = 10 // results that are shown at once
const PASSAGES = 3 // passages of a result that are shown at once
const VALUES = 12 // values of a filter that are shown at once
const EXCERPT = 38 // words of an excerpt
const RANKING = { pageLength: 0.2 } // who says much in a document is not found later for it
const ELSEWHERE = 0.5 // what a name in another spelling counts, of what it does as it is typed

const page = document.querySelector('.archival-find')
const form = page.querySelector('form')
const input = form.elements.q
const status = page.querySelector('.archival-find-status[role]')
const list = page.querySelector('.archival-find-results')
const more = page.querySelector('.archival-find-more')
const clear = page.querySelector('.archival-find-clear')
const words = JSON.parse(page.dataset.words)
const parts = new Map(JSON.parse(page.dataset.parts))
const facets = new Map([...form.querySelectorAll('details')].map(one => [one.dataset.filter, one]))

const element = (name, properties = {}, ...children) => {
  const made = Object.assign(document.createElement(name), properties)
  made.append(...children)
  return made
}
const say = text => { status.textContent = text }
const fill = (words, value) => words.replace('%s', value)

/* What the address says. */

const state = () => {
  const asked = new URLSearchParams(location.search)
  const chosen = FILTERS.map(name => [name, asked.getAll(name)]).filter(([, values]) => values.length)
  return { query: (asked.get('q') || '').trim(), chosen: Object.fromEntries(chosen) }
}

const address = (query, chosen) => {
  const asked = new URLSearchParams()
  if (query) asked.set('q', query)
  for (const name of FILTERS) for (const value of chosen[name] || []) asked.append(name, value)
  const text = asked.toString()
  return location.pathname + (text ? `?${text}` : '')
}

/* Asking: every language of the edition, and for a name every spelling of it. */

let engines
const load = () => {
  const root = new URL(`${page.dataset.root}${page.dataset.folder}/`, location.href)
  const languages = page.dataset.languages.split(' ').filter(Boolean)
  engines ??= Promise.all(languages.map(async language => {
    const engine = await import(new URL(`${language}/pagefind.js`, root))
    await engine.options({ ranking: RANKING })
    return engine
  }))
  return engines
}

const conditions = chosen => Object.fromEntries(
  Object.entries(chosen).map(([name, values]) => [name, { any: values }]))

const ask = async (query, filters) => {
  const answers = await Promise.all((await load()).map(one => one.search(query || null, { filters })))
  const counts = {}
  for (const { filters } of answers) {
    for (const [name, values] of Object.entries(filters)) {
      counts[name] ??= {}
      for (const [value, count] of Object.entries(values)) {
        counts[name][value] = (counts[name][value] || 0) + count
      }
    }
  }
  return { results: answers.flatMap(answer => answer.results), counts }
}

const letters = text => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()
const wordsOf = text => letters(text).match(/[\p{L}\p{N}]+/gu) || []

/* Pagefind gives the longest beginning of a word that it does not know: “she” for “Shevarnadze”. */
const isMeant = (asked, found) => {
  const shorter = Math.min(asked.length, found.length)
  let same = 0
  while (same < shorter && asked[same] === found[same]) same++
  return same >= Math.min(2, shorter) && same >= shorter / 2
    && !(asked.startsWith(found) && found.length < asked.length * 0.6)
}

const isRight = async (results, query) => {
  if (!query) return true
  const asked = wordsOf(query)
  for (const result of results.slice(0, 3)) {
    const { content, locations } = await result.data()
    const all = content.split(/\s+/)
    const found = new Set(locations.flatMap(
      at => [letters(all[at] || '').replace(/[^\p{L}\p{N}]/gu, ''), ...wordsOf(all[at] || '')]))
    if (asked.every(one => [...found].some(word => isMeant(one, word)))) return true
  }
  return false
}

const spellings = query => {
  if (!query || /^\s*"/.test(query)) return []
  const typed = query.split(/\s+/)
  const keys = typed.map(soundKey)
  const names = typed.map((word, at) => keys[at] && (/^\p{Lu}/u.test(word) || /[^\p{Script=Latin}\p{P}\d]/u.test(word)))
  const replaced = which => typed.map((word, at) => (which(at) ? keys[at] : word)).join(' ')
  if (typed.length === 1) return keys[0] ? [keys[0]] : []
  if (names.some(Boolean)) return [replaced(at => names[at])]
  return typed.map((_, at) => keys[at] && replaced(other => other === at)).filter(Boolean).slice(0, 4)
}

const search = async (query, chosen, counted = null) => {
  const others = counted ? Object.fromEntries(Object.entries(chosen).filter(([name]) => name !== counted)) : chosen
  const filters = conditions(others)
  // Nothing has this value: it only asks for the counts of the filter.
  if (counted) filters[counted] = { none: ['\u0000'] }
  const merged = new Map()
  const counts = {}
  let weight = 1
  for (const asked of [query, ...spellings(query)]) {
    const answer = await ask(asked, filters)
    if (answer.results.length && await isRight(answer.results, asked)) {
      for (const result of answer.results) {
        const known = merged.get(result.id)
        if (known) known.all.push(result)
        else merged.set(result.id, { score: result.score * weight, all: [result] })
      }
      for (const [value, count] of Object.entries((counted && answer.counts[counted]) || {})) {
        counts[value] = Math.max(counts[value] || 0, count)
      }
    }
    weight = ELSEWHERE
  }
  const results = [...merged.values()].sort((a, b) => b.score - a.score)
  return { results, counts }
}

/* A result: its passages, and of each what stands around the words. */

const passagesOf = (record, all) => {
  const passages = []
  const anchors = [...record.anchors].sort((a, b) => a.location - b.location)
  anchors.forEach(({ id, location }, at) => {
    const end = anchors[at + 1]?.location ?? all.length
    if (id === '+') {
      Object.assign(passages.at(-1), { hidden: location, last: end })
    } else {
      const cut = id.lastIndexOf('|')
      const label = id.slice(cut + 1).replaceAll('_', ' ')
      passages.push({ anchor: id.slice(0, cut), label, start: location, hidden: end, last: end })
    }
  })
  return passages
}

/* The places of the words that a hidden word at `hit` stands for. */
const written = (all, passage, hit) => {
  let group = []
  let behind = false
  for (let at = passage.hidden; at <= hit; at++) {
    if (all[at] !== '|') {
      if (!behind) group.push(wordsOf(all[at]).join(''))
    } else {
      behind = !behind
      if (!behind) group = []
    }
  }
  if (!behind || !group.length) return []
  for (let at = passage.start; at + group.length <= passage.hidden; at++) {
    if (group.every((word, place) => wordsOf(all[at + place]).join('').startsWith(word))) {
      return group.map((_, place) => at + place)
    }
  }
  return []
}

/* Pagefind gives one place of a phrase. */
const markPhrase = (all, passages, phrase) => {
  for (const passage of passages) {
    for (let at = passage.start; at + phrase.length <= passage.hidden; at++) {
      if (!phrase.every((word, place) => wordsOf(all[at + place]).join('').startsWith(word))) continue
      phrase.forEach((_, place) => passage.marks.add(at + place))
      passage.isFound = true
    }
  }
}

const excerpt = (all, passage) => {
  const { start, hidden, marks } = passage
  let from = start
  let most = -1
  const sorted = [...marks].sort((a, b) => a - b)
  for (const mark of sorted) {
    const within = sorted.filter(one => one >= mark && one < mark + EXCERPT - 8).length
    if (within > most) [most, from] = [within, mark - 8]
  }
  from = Math.max(start, Math.min(from, hidden - EXCERPT))
  const to = Math.min(hidden, from + EXCERPT)
  const shown = element('span', { className: 'archival-find-excerpt' }, from > start ? '… ' : '')
  for (let at = from; at < to; at++) {
    shown.append(marks.has(at) ? element('mark', { textContent: all[at] }) : all[at], at + 1 < to ? ' ' : '')
  }
  if (to < hidden) shown.append(' …')
  return shown
}

const describe = async (found, chosen, query) => {
  const records = await Promise.all(found.all.map(one => one.data().then(
    data => ({ ...data, locations: [...data.locations] }))))
  const [record] = records
  const all = record.content.split(/\s+/)
  const about = JSON.parse(record.filters.about[0])
  let passages = passagesOf(record, all)
  for (const passage of passages) passage.marks = new Set()
  for (const hit of new Set(records.flatMap(one => one.locations))) {
    const passage = passages.findLast(one => one.start <= hit)
    if (!passage || hit >= passage.last) continue
    passage.isFound = true
    if (hit < passage.hidden) passage.marks.add(hit)
    else for (const at of written(all, passage, hit)) passage.marks.add(at)
  }
  if (query.startsWith('"')) markPhrase(all, passages, wordsOf(query))
  if (query) passages = passages.filter(passage => passage.isFound)
  if (chosen.person) {
    const naming = passages.filter(({ hidden, last }) => {
      const names = all.slice(hidden, last).join(' ')
      return chosen.person.some(person => names.includes(person))
    })
    if (naming.length) passages = naming
  }
  // Those with the most different words of the question first, else in the order of the text.
  const kinds = ({ marks }) => new Set([...marks].map(at => letters(all[at]).slice(0, 4))).size
  passages.sort((a, b) => kinds(b) - kinds(a))
  return { about, passages, all, url: record.raw_url.replace(/#.*/, '') }
}

const passageLine = (result, passage) => {
  const { about, all, url } = result
  const kind = { text: about.speaker && 'turn', notes: 'note' }[about.part]
  const label = kind && passage.label ? fill(words[kind], passage.label) : passage.label
  const href = `${page.dataset.root.replace(/\.\/$/, '')}${url}${passage.anchor ? `#${passage.anchor}` : ''}`
  const name = label || result.about.title
  return element('li', {},
    element('a', { href, className: 'archival-find-place' }, name), ' ', excerpt(all, passage))
}

const card = result => {
  const { about, passages } = result
  const shown = element('ol', { className: 'archival-find-passages' },
    ...passages.slice(0, PASSAGES).map(passage => passageLine(result, passage)))
  const who = about.speaker ? about.speaker.join(', ') : about.part === 'page' ? '' : parts.get(about.part)
  const made = element('article', { className: `archival-find-result archival-find-${about.part}` })
  if (who) made.append(element('h3', { textContent: who }))
  made.append(shown)
  const rest = passages.slice(PASSAGES)
  if (rest.length) {
    const button = element('button', { type: 'button', textContent: fill(words.passages, rest.length) })
    button.addEventListener('click', () => {
      const lines = rest.map(passage => passageLine(result, passage))
      shown.append(...lines)
      button.remove()
      lines[0].querySelector('a').focus()
    })
    made.append(button)
  }
  return made
}

/* What is shown now: a newer search makes an older one stop. */

let turn = 0
let waiting = []

const showMore = async (mine, focus = false) => {
  const { query, chosen } = state()
  const next = waiting.splice(0, AT_ONCE)
  const results = await Promise.all(next.map(found => describe(found, chosen, query)))
  if (mine !== turn) return
  let first = null
  const groups = new Map()
  for (const result of results) {
    if (!result.passages.length) continue
    const { title, date } = result.about
    let group = groups.get(result.url)
    if (!group) {
      group = element('section', { className: 'archival-find-document' }, element('h2', {}, title))
      if (date) group.append(element('p', { className: 'archival-find-date', textContent: date }))
      groups.set(result.url, group)
      list.append(group)
    }
    const made = card(result)
    group.append(made)
    first ??= made
  }
  more.hidden = !waiting.length
  if (focus) first?.querySelector('a')?.focus()
}

const showFacet = async (name, mine) => {
  const { query, chosen } = state()
  const facet = facets.get(name)
  const { counts } = await search(query, chosen, name)
  if (mine !== turn) return
  const picked = chosen[name] || []
  for (const value of picked) counts[value] ??= 0
  const values = Object.keys(counts).filter(value => counts[value] || picked.includes(value))
  const order = [...parts.keys()]
  values.sort(name === 'year' ? undefined
    : name === 'part' ? (a, b) => order.indexOf(a) - order.indexOf(b)
      : (a, b) => counts[b] - counts[a] || a.localeCompare(b))
  const focused = document.activeElement?.closest('label')?.querySelector('input')?.value
  const inside = facet.contains(document.activeElement)
  facet.querySelector('ul').replaceChildren(...values.map((value, at) => {
    const box = element('input', { type: 'checkbox', name, value, checked: picked.includes(value) })
    const count = element('span', { className: 'archival-find-count', textContent: counts[value] })
    const item = element('li', { hidden: at >= VALUES && !box.checked && !facet.dataset.all },
      element('label', {}, box, ' ', name === 'part' ? parts.get(value) : value, ' ', count))
    if (inside && value === focused) queueMicrotask(() => box.focus())
    return item
  }))
  facet.querySelector('.archival-find-all').hidden = !facet.querySelector('li[hidden]')
}

const run = async () => {
  const mine = ++turn
  const { query, chosen } = state()
  if (document.activeElement !== input) input.value = query
  for (const [name, facet] of facets) {
    facet.querySelector('.archival-find-chosen').textContent = chosen[name]?.length || ''
  }
  clear.hidden = !Object.keys(chosen).length
  if (!page.dataset.languages) return say(words.missing)
  form.querySelector('.archival-find-filters').hidden = false
  const late = setTimeout(() => mine === turn && say(words.loading), 200)
  try {
    const open = [...facets].filter(([, facet]) => facet.open).map(([name]) => name)
    const isEmpty = !query && clear.hidden
    const found = isEmpty ? [] : (await search(query, chosen)).results
    if (mine !== turn) return
    clearTimeout(late)
    list.replaceChildren()
    waiting = found
    say(isEmpty ? '' : found.length ? fill(words.found, found.length.toLocaleString(document.documentElement.lang || 'en')) : words.none)
    await showMore(mine)
    for (const name of open) await showFacet(name, mine)
  } catch (error) {
    if (mine === turn) say(words.broken)
    throw error
  } finally {
    clearTimeout(late)
  }
}

const go = (chosen, replace = false) => {
  const to = address(input.value.trim(), chosen)
  if (to !== location.pathname + location.search) {
    history[replace ? 'replaceState' : 'pushState'](null, '', to)
  }
  return run()
}
const picked = () => {
  // The values of a filter that was never opened are known from the address alone.
  const { chosen } = state()
  for (const [name, facet] of facets) {
    const boxes = [...facet.querySelectorAll('input')]
    if (boxes.length) chosen[name] = boxes.filter(box => box.checked).map(box => box.value)
  }
  return chosen
}

let typing
form.addEventListener('submit', event => { event.preventDefault(); clearTimeout(typing); go(picked()) })
form.addEventListener('change', event => { if (event.target.type === 'checkbox') go(picked()) })
input.addEventListener('input', () => {
  clearTimeout(typing)
  typing = setTimeout(() => go(picked(), true), 350)
})
more.addEventListener('click', () => showMore(turn, true))
clear.addEventListener('click', () => {
  for (const box of form.querySelectorAll('input[type=checkbox]')) box.checked = false
  input.focus()
  go({})
})
for (const [name, facet] of facets) {
  facet.addEventListener('toggle', () => {
    if (!facet.open) return
    for (const other of facets.values()) if (other !== facet) other.open = false
    showFacet(name, turn)
  })
  facet.addEventListener('focusout', ({ relatedTarget }) => {
    if (relatedTarget && !facet.contains(relatedTarget)) facet.open = false
  })
  facet.addEventListener('keydown', event => {
    if (event.key !== 'Escape' || !facet.open) return
    facet.open = false
    facet.querySelector('summary').focus()
  })
  facet.querySelector('.archival-find-all').addEventListener('click', event => {
    facet.dataset.all = 'true'
    const hidden = facet.querySelectorAll('li[hidden]')
    for (const item of hidden) item.hidden = false
    event.target.hidden = true
    hidden[0]?.querySelector('input').focus()
  })
}
document.addEventListener('click', event => {
  for (const facet of facets.values()) if (!facet.contains(event.target)) facet.open = false
})
addEventListener('popstate', () => {
  input.value = state().query
  for (const facet of facets.values()) facet.querySelector('ul').replaceChildren()
  run()
})
input.value = state().query
run()
