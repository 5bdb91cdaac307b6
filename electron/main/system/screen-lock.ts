import { powerMonitor } from 'electron'

/** Follows whether the screen is locked. @returns whether it is */
export function watchScreenLock(): () => boolean {
  let locked = false
  powerMonitor.on('lock-screen', () => {
    locked = true
  })
  powerMonitor.on('unlock-screen', () => {
    locked = false
  })
  return () => locked
}
