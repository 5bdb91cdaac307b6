import { openSettings, type SettingsSection } from '../state/navigation.ts'

/** Opens the setting's page and focuses the setting: the control its label names, else the heading with that text. */
export function showSetting(section: SettingsSection, label: string): void {
  openSettings(section)
  let tries = 0
  const look = (): void => {
    const body = document.querySelector<HTMLElement>(`[data-section="${section}"]`)
    const found =
      body &&
      [...body.querySelectorAll<HTMLElement>('label, legend, h2, h3, button, [aria-label]')].find(
        (e) => (e.getAttribute('aria-label') ?? e.textContent)?.trim() === label,
      )
    if (!found) {
      // the page is loaded when it is first opened
      if (tries++ < 40) setTimeout(look, 50)
      return
    }
    const target = found instanceof HTMLLabelElement && found.control ? found.control : found
    if (target.tabIndex < 0 && !(target instanceof HTMLInputElement)) target.tabIndex = -1
    target.scrollIntoView({ block: 'center' })
    target.focus({ preventScroll: true })
  }
  look()
}
