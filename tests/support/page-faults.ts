// What can be wrong with a page's looks, found by measuring. Run inside the page: nothing from outside is used in here.

/** Visible elements that reach beyond the window at its right, or scroll sideways. Tables of data may (WCAG 2.2, 1.4.10). */
export function beyondTheWindow(): string[] {
  const clipped = (e: HTMLElement): boolean => {
    for (let around = e.parentElement; around && around !== document.body; around = around.parentElement)
      if (/hidden|clip/.test(getComputedStyle(around).overflowX) && around.getBoundingClientRect().right <= window.innerWidth + 1) return true
    return false
  }
  return [...document.querySelectorAll<HTMLElement>('body *')]
    .filter((e) => {
      const box = e.getBoundingClientRect()
      if (!box.width || !box.height || getComputedStyle(e).visibility === 'hidden' || e.closest('[aria-hidden], .skip, pre, table')) return false
      const scrolls = /auto|scroll/.test(getComputedStyle(e).overflowX) && e.scrollWidth > e.clientWidth + 1 && !e.querySelector('table')
      return (box.right > window.innerWidth + 1 && !clipped(e)) || scrolls
    })
    .map((e) => `${e.tagName.toLowerCase()}.${e.className} "${(e.textContent ?? '').slice(0, 30)}"`)
    .slice(0, 5)
}

/** Texts of our own that do not fit: cut by their box or by one around it. What people called things (bdi) may be cut in lists. */
export function cutTexts(): string[] {
  const found: string[] = []
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const holder = node.parentElement
    const text = node.textContent?.trim() ?? ''
    if (!holder || text.length < 2 || holder.closest('bdi, [aria-hidden], .skip, .hidden, script, style, option, pre, [data-may-be-cut]')) continue
    const style = getComputedStyle(holder)
    if (style.visibility === 'hidden' || !holder.getClientRects().length) continue
    const range = document.createRange()
    range.selectNodeContents(node)
    const box = range.getBoundingClientRect()
    if (box.width === 0) continue
    for (let around: HTMLElement | null = holder; around && around !== document.body; around = around.parentElement) {
      const { overflowX } = getComputedStyle(around)
      const edge = around.getBoundingClientRect()
      // a list that scrolls shows the rest
      if (/auto|scroll/.test(overflowX)) break
      if (/hidden|clip/.test(overflowX) || around.tagName === 'BUTTON') {
        if (box.right > edge.right + 1 || box.left < edge.left - 1) {
          found.push(
            `${holder.tagName.toLowerCase()}.${holder.className} in ${around.tagName.toLowerCase()}.${around.className} "${text.slice(0, 40)}"`,
          )
          break
        }
      }
    }
  }
  return [...new Set(found)].slice(0, 6)
}

/** Texts that are not of the language in brackets (tests/gallery/pseudo.ts): written into the code, or put together from pieces. */
export function untranslated(): string[] {
  const found: string[] = []
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const holder = node.parentElement
    const text = node.textContent?.trim() ?? ''
    // names, numbers, units and keys belong to no language
    if (!holder || holder.closest('bdi, script, style, kbd, pre, .num, .chip, [lang], [data-untranslated], [aria-hidden]')) continue
    if (/\p{L}{3,}/u.test(text) && !/[[\]~]/.test(text)) found.push(`${holder.tagName.toLowerCase()}.${holder.className} "${text.slice(0, 40)}"`)
  }
  return [...new Set(found)].slice(0, 8)
}

/** What Lighthouse asks of a page that is no web site: language, title, unique ids, texts for pictures, targets large enough (WCAG 2.2, 2.5.8). */
export function basicFaults(): string[] {
  const found: string[] = []
  if (!/^(en|de)$/.test(document.documentElement.lang)) found.push(`lang is "${document.documentElement.lang}"`)
  if (!document.title) found.push('no title')
  if (!document.querySelector('meta[name=viewport]')) found.push('no viewport')
  const ids = [...document.querySelectorAll('[id]')].map((e) => e.id)
  for (const id of new Set(ids.filter((id, i) => ids.indexOf(id) !== i))) found.push(`id twice: ${id}`)
  for (const picture of document.querySelectorAll('img:not([alt])'))
    found.push(`picture without text: ${(picture as HTMLImageElement).src.slice(0, 60)}`)
  for (const target of document.querySelectorAll<HTMLElement>('button, a[href], summary, [role=option], [role=menuitem]')) {
    const { width, height } = target.getBoundingClientRect()
    const shown = width > 0 && height > 0 && getComputedStyle(target).visibility !== 'hidden' && !target.closest('[aria-hidden], .skip')
    // the days of the chart: the table beside it has the same
    if (target.closest('.spend')) continue
    if (shown && (width < 24 || height < 24))
      found.push(
        `small target ${Math.round(width)} x ${Math.round(height)}: ${target.className} "${(target.getAttribute('aria-label') ?? target.textContent ?? '').slice(0, 30)}"`,
      )
  }
  return found.slice(0, 6)
}

/**
 * Texts of a pane that stand a little off its padding (20 px): indented by a button's or a note's own padding, or past it on the right. What
 * has a background is indented on purpose.
 */
export function offTheColumn(): string[] {
  const found = new Set<string>()
  for (const pane of document.querySelectorAll<HTMLElement>('.pane')) {
    const start = pane.getBoundingClientRect().left + pane.clientLeft
    const walker = document.createTreeWalker(pane, NodeFilter.SHOW_TEXT)
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const holder = node.parentElement
      const text = node.textContent?.trim() ?? ''
      if (!holder || !text || !holder.getClientRects().length) continue
      // a text in the middle begins where its length says
      if (getComputedStyle(holder).textAlign === 'center') continue
      // boxes with a ground of their own are indented
      if (
        holder.closest(
          '[class*="_provision_"], [aria-hidden], .hidden, .skip, .button, input, [role=dialog], .note:is(.bad, .wait, .ok, .rec), pre, ol',
        )
      )
        continue
      const range = document.createRange()
      range.selectNodeContents(node)
      const box = range.getBoundingClientRect()
      if (!box.width) continue
      const cut = [holder, holder.parentElement].find((e) => e && getComputedStyle(e).textOverflow === 'ellipsis')
      const end = Math.min(box.right, cut?.getBoundingClientRect().right ?? box.right)
      const [left, right] = [box.left - start, start + pane.clientWidth - end]
      if ((left > 8 && left < 34 && Math.abs(left - 20) > 0.6) || right < 19.4)
        found.add(`"${text.slice(0, 25)}" ${left.toFixed(1)} px from the left, ${right.toFixed(1)} px from the right`)
    }
  }
  return [...found]
}

/** Icons, and buttons that hold one, that are narrower than they were made: squeezed by a text beside them. Charts follow their room. */
export function squeezedIcons(): string[] {
  return [...document.querySelectorAll<SVGElement>('svg[width][height]:not(.recharts-surface)')]
    .filter((svg) => {
      const { width } = svg.getBoundingClientRect()
      const button = svg.closest('button')?.getBoundingClientRect().width ?? 24
      return svg.getClientRects().length > 0 && (Math.abs(width - Number(svg.getAttribute('width'))) > 0.5 || button < 24)
    })
    .map(
      (svg) => `${svg.getAttribute('class')} in ${svg.parentElement?.textContent?.slice(0, 30)}: ${svg.getBoundingClientRect().width.toFixed(1)} px`,
    )
}

/** Phone numbers that are cut, or broken into two lines. */
export function brokenNumbers(): string[] {
  const found: string[] = []
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const holder = node.parentElement
    const text = node.textContent?.trim() ?? ''
    if (!holder || !/^\+\d[\d\s]{6,}$/.test(text) || holder.closest('[aria-hidden], .hidden, input, textarea') || !holder.getClientRects().length)
      continue
    const range = document.createRange()
    range.selectNodeContents(node)
    const lines = new Set([...range.getClientRects()].map(({ top }) => Math.round(top)))
    if (lines.size > 1) found.push(`in ${lines.size} lines: ${text}`)
    const { right } = range.getBoundingClientRect()
    for (let around: HTMLElement | null = holder; around && around !== document.body; around = around.parentElement) {
      const { overflowX } = getComputedStyle(around)
      if (/auto|scroll/.test(overflowX)) break
      if (/hidden|clip/.test(overflowX) && right > around.getBoundingClientRect().right + 1) {
        found.push(`cut: ${text}`)
        break
      }
    }
  }
  return [...new Set(found)].slice(0, 6)
}

/** Rows, strips and heads whose contents are higher than themselves, and so lie over what follows. */
export function spilled(): string[] {
  const boxes = '.call-row, .contact-row, .strip, .pane-head, .line-card, .plain-list li, .settings-nav button, header.head'
  return [...document.querySelectorAll<HTMLElement>(boxes)]
    .filter((box) => {
      const { top, bottom, height } = box.getBoundingClientRect()
      return (
        height > 0 &&
        [...box.children].some((part) => {
          const inner = part.getBoundingClientRect()
          const { position, visibility } = getComputedStyle(part)
          return inner.height > 1 && position !== 'absolute' && visibility !== 'hidden' && (inner.bottom > bottom + 1 || inner.top < top - 1)
        })
      )
    })
    .map((box) => `${box.className}: "${(box.textContent ?? '').slice(0, 40)}"`)
    .slice(0, 5)
}

/** What of the header lies where Windows and Linux draw the buttons of the window. */
export function underTheWindowButtons(): string[] {
  return [...document.querySelectorAll<HTMLElement>('header.head :is(button, b, small)')]
    .filter((e) => {
      const { right, top, width } = e.getBoundingClientRect()
      return width > 0 && top < 36 && right > window.innerWidth - 136
    })
    .map((e) => `${e.className} "${(e.textContent ?? '').slice(0, 30)}"`)
}
