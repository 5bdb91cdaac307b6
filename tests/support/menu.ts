import type { MenuItemConstructorOptions } from 'electron'

/** The labels of a menu's items in their order, `-` for a separator. */
export const labels = (items: readonly MenuItemConstructorOptions[]): string[] => items.map((i) => (i.type === 'separator' ? '-' : (i.label ?? '')))

/** The item with this label. @throws where the menu has none */
export function itemAt(items: readonly MenuItemConstructorOptions[], label: string): MenuItemConstructorOptions {
  const found = items.find((i) => i.label === label)
  if (!found) throw new Error(`no ${label} in ${labels(items)}`)
  return found
}
