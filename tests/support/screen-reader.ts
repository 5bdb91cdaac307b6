import { type CDPSession, expect, type Page } from '@playwright/test'
import { drawn } from './drawn.ts'
import { type Announcements, watchLiveRegions } from './live-regions.ts'

// What a screen reader says while somebody works by keyboard, as text: after each key what has the focus (from Chromium's accessibility tree,
// which is what AT-SPI, UI Automation and macOS are given) and what live regions announced. Roles and states are in English in every language.

type AxValue = { readonly value?: unknown }
type AxNode = {
  readonly nodeId: string
  readonly parentId?: string
  readonly ignored: boolean
  readonly role?: AxValue
  readonly name?: AxValue
  readonly description?: AxValue
  readonly value?: AxValue
  readonly properties?: ReadonlyArray<{ readonly name: string; readonly value: AxValue }>
}

/** What a screen reader names when the focus enters it. */
const contexts = new Set('dialog alertdialog region navigation main banner form complementary list group radiogroup menu listbox toolbar'.split(' '))
const states = ['disabled', 'required', 'readonly', 'checked', 'pressed', 'expanded', 'selected', 'invalid', 'busy', 'hasPopup', 'level', 'valuetext']

/** Times, durations, dates and ports differ from run to run. */
const changing: ReadonlyArray<readonly [RegExp, string]> = [
  [/127\.0\.0\.1:\d+/g, '<provider>'],
  [/\b\d{1,2}:\d{2}(?::\d{2})?\s?[AP]M\b/g, '<time>'],
  [/\b\d{2}:\d{2}:\d{2}\b/g, '<duration>'],
  [/\b0\d:\d{2}\b(?! Uhr)/g, '<clock>'],
  [/\b\d{1,2}:\d{2}\b/g, '<clock>'],
  // a call of less than a second has no duration
  [/<clock>(?: <\w+>)+|<duration> <\w+>/g, '<clock>'],
  [/<time>/g, '<clock>'],
]
/** A text without what differs from run to run. */
export const mask = (text: string): string => changing.reduce((masked, [pattern, token]) => masked.replace(pattern, token), text)

export class ScreenReader {
  readonly #page: Page
  readonly #session: CDPSession
  readonly #leftOut: RegExp
  readonly #spoken: string[] = []
  #entered: readonly string[] = []
  #focus = ''

  private constructor(page: Page, session: CDPSession, leftOut: RegExp) {
    this.#page = page
    this.#session = session
    this.#leftOut = leftOut
  }

  /** @param leftOut what is announced or not by chance */
  static async start(page: Page, leftOut: RegExp): Promise<ScreenReader> {
    const session = await page.context().newCDPSession(page)
    await session.send('Accessibility.enable')
    await page.evaluate(watchLiveRegions)
    return new ScreenReader(page, session, leftOut)
  }

  /** Begins a transcript: what has the focus at its beginning is read anew. */
  async begin(): Promise<void> {
    await this.#listen()
    this.#spoken.length = 0
    this.#entered = []
    this.#focus = ''
    await this.#say('(begin)', [])
  }

  /** Everything since `begin`. */
  get transcript(): string {
    return `${this.#spoken.join('\n')}\n`
  }

  /** Presses a key, waits until it was announced what is expected, and notes what is said. */
  async press(key: string, announced?: RegExp): Promise<void> {
    await this.does(key, () => this.#page.keyboard.press(key), announced)
  }

  async type(text: string, announced?: RegExp, shownAs = text): Promise<void> {
    await this.does(`type ${shownAs}`, () => this.#page.keyboard.type(text), announced)
  }

  /** Notes what is said when something happens. */
  async does(what: string, run: () => Promise<unknown>, announced?: RegExp): Promise<void> {
    await run()
    const heard: string[] = []
    if (announced)
      await expect
        .poll(
          async () => {
            heard.push(...(await this.#listen()))
            return heard.join('\n')
          },
          { intervals: [20] },
        )
        .toMatch(announced)

    // what React does on an event is in the document two frames later
    await drawn(this.#page)
    heard.push(...(await this.#listen()))
    await this.#say(what, heard)
  }

  /** Presses Tab, or another key, until the focus is on what is named so; each stop is noted. */
  async moveTo(name: string | RegExp, key = 'Tab', limit = 40): Promise<void> {
    for (let i = 0; i < limit; i++) {
      await this.press(key)
      if (typeof name === 'string' ? this.#focus.includes(`"${name}"`) : name.test(this.#focus)) return
    }
    throw new Error(`${key} never led to ${name}:\n${this.transcript}`)
  }

  #listen(): Promise<string[]> {
    return this.#page.evaluate(() => (window as unknown as { readonly announcements: Announcements }).announcements.take())
  }

  async #say(what: string, heard: readonly string[]): Promise<void> {
    this.#spoken.push(`[${what}]`)
    const { entered, focus } = await this.#readFocus()
    const added = entered.filter((context, i) => this.#entered[i] !== context)
    if (focus !== this.#focus) this.#spoken.push(`  ${[...added, focus].join(' > ')}`)
    this.#entered = entered
    this.#focus = focus
    for (const text of heard.filter((said) => !this.#leftOut.test(said))) this.#spoken.push(`  * ${mask(text)}`)
  }

  async #readFocus(): Promise<{ readonly entered: readonly string[]; readonly focus: string }> {
    const active = 'document.activeElement'
    const nodes = await this.#nodesOf(active)
    const [node] = nodes
    if (!node || ['RootWebArea', 'none'].includes(String(node.role?.value))) return { entered: [], focus: 'nothing has the focus' }
    const byId = new Map(nodes.map((n) => [n.nodeId, n]))
    const entered: string[] = []
    for (let n = byId.get(node.parentId ?? ''); n; n = byId.get(n.parentId ?? ''))
      if (!n.ignored && contexts.has(String(n.role?.value)) && (n.name?.value || n.role?.value === 'main' || n.role?.value === 'list'))
        entered.unshift(speech(n))
    const place = await this.#page.evaluate(placeOf)
    const option = 'document.getElementById(document.activeElement.getAttribute("aria-activedescendant"))'
    const [chosen] = await this.#nodesOf(option)
    return { entered, focus: mask([speech(node), place, chosen && speech(chosen)].filter(Boolean).join(', ')) }
  }

  /** The element's node, and those around it. */
  async #nodesOf(expression: string): Promise<readonly AxNode[]> {
    const { result } = await this.#session.send('Runtime.evaluate', { expression })
    if (!result.objectId) return []
    const { nodes } = await this.#session.send('Accessibility.getPartialAXTree', { objectId: result.objectId, fetchRelatives: true })
    return nodes as readonly AxNode[]
  }
}

/** `button "Mute", pressed: false`. */
function speech({ role, name, description, value, properties }: AxNode): string {
  const isPassword = properties?.some((p) => p.name === 'editable') && /^•+$/.test(String(value?.value ?? ''))
  const said = [`${role?.value} ${JSON.stringify(name?.value ?? '')}`]
  if (value?.value !== undefined && value.value !== '') said.push(`value ${isPassword ? '(hidden)' : JSON.stringify(value.value)}`)
  for (const state of states) {
    const found = properties?.find((p) => p.name === state)?.value.value
    const isQuiet =
      found === undefined || found === '' || found === 'false' || (found === false && !['expanded', 'pressed', 'checked'].includes(state))
    if (!isQuiet || (found === 'false' && ['pressed', 'checked'].includes(state))) said.push(found === true ? state : `${state}: ${found}`)
  }
  // screen readers leave out a description that only repeats the name
  if (description?.value && description.value !== name?.value) said.push(`described ${JSON.stringify(description.value)}`)
  return said.join(', ')
}

/** Runs in the page: which of how many the focused element is; "" where it is not one of several. */
function placeOf(): string {
  const active = document.activeElement
  const numbered = active?.closest('[aria-posinset]')
  if (numbered) return `${numbered.getAttribute('aria-posinset')} of ${numbered.getAttribute('aria-setsize')}`
  const all =
    active instanceof HTMLInputElement && active.type === 'radio'
      ? [...document.querySelectorAll<HTMLInputElement>(`input[type=radio][name="${active.name}"]`)]
      : [...(active?.closest('[role=menu], [role=listbox], [role=tablist]')?.querySelectorAll('[role^=menuitem], [role=option], [role=tab]') ?? [])]
  return active && all.includes(active as HTMLInputElement) ? `${all.indexOf(active as HTMLInputElement) + 1} of ${all.length}` : ''
}
