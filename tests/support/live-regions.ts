// Runs in the page (`addInitScript`), so it may use nothing from outside its own body.

/** What live regions have said since it was last asked. */
export type Announcements = { readonly take: () => string[] }

/** Notes each text that a live region gets, in the order in which a screen reader announces it. */
export function watchLiveRegions(): void {
  const heard: string[] = []
  const liveRoles: Readonly<Record<string, string>> = { status: 'polite', log: 'polite', alert: 'assertive', alertdialog: 'assertive' }
  const livenessOf = (e: Element): string | null => e.getAttribute('aria-live') ?? liveRoles[e.getAttribute('role') ?? ''] ?? null
  const isHidden = (e: Element): boolean => e.closest('[aria-hidden="true"], [inert]') !== null || !e.checkVisibility({ visibilityProperty: true })

  /** Words as they are read: a block or a cell ends a word, what is hidden is left out. */
  const wordsOf = (node: Node): string => {
    if (node instanceof Text) return node.data
    if (!(node instanceof Element) || node.getAttribute('aria-hidden') === 'true' || !node.checkVisibility({ visibilityProperty: true })) return ''
    if (node.getAttribute('role') === 'img' || node instanceof HTMLImageElement)
      return ` ${node.getAttribute('aria-label') ?? node.getAttribute('alt') ?? ''} `
    const words = [...node.childNodes].map(wordsOf).join('')
    return getComputedStyle(node).display === 'inline' ? words : ` ${words} `
  }
  const note = (region: Element, text: string, isNew: boolean): void => {
    const words = text.replace(/\s+/g, ' ').trim()
    if (words === '' || isHidden(region)) return
    const role = region.getAttribute('role')
    if (role === 'alertdialog') {
      // its name and description, where it has one
      const described = document.getElementById(region.getAttribute('aria-describedby') ?? '')
      const about = described ? wordsOf(described).replace(/\s+/g, ' ').trim() : words
      heard.push(`${role}: ${[region.getAttribute('aria-label'), about].filter(Boolean).join(': ')}`)
    } else heard.push(`${role ?? livenessOf(region)}${isNew ? ' (new)' : ''}: ${words}`)
  }
  const regionOf = (node: Node): Element | null => {
    for (let e = node instanceof Element ? node : node.parentElement; e; e = e.parentElement) {
      const liveness = livenessOf(e)
      // a dialog that is there already is read where the focus goes
      if (liveness !== null && e.getAttribute('role') !== 'alertdialog') return liveness === 'off' ? null : e
    }
    return null
  }
  const isAtomic = (e: Element): boolean => e.getAttribute('aria-atomic') === 'true' || ['status', 'alert'].includes(e.getAttribute('role') ?? '')

  const onChanges = (changes: readonly MutationRecord[]): void => {
    const announced = new Set<Node>()
    for (const { type, target, addedNodes } of changes) {
      const region = regionOf(target)
      if (region && isAtomic(region)) {
        if (!announced.has(region)) note(region, wordsOf(region), false)
        announced.add(region)
        continue
      }
      for (const node of type === 'characterData' ? [target] : addedNodes) {
        if (announced.has(node) || !node.isConnected || (region && regionOf(node) === null)) continue
        announced.add(node)
        if (region) note(region, wordsOf(node), false)
        else if (node instanceof Element)
          for (const fresh of [node, ...node.querySelectorAll('*')]) {
            const liveness = livenessOf(fresh)
            if (liveness !== null && liveness !== 'off') note(fresh, wordsOf(fresh), true)
          }
      }
    }
  }
  new MutationObserver(onChanges).observe(document, { subtree: true, childList: true, characterData: true })
  Object.assign(window, { announcements: { take: () => heard.splice(0) } satisfies Announcements })
}
