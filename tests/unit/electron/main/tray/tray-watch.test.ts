import { expect, it } from 'vitest'
import { readOwner } from '../../../../../electron/main/tray/tray-watch.ts'

it('reads from the bus whether the desktop draws tray icons', () => {
  expect(readOwner('The name org.kde.StatusNotifierWatcher is owned by :1.42')).toBe(true)
  expect(readOwner('The name org.kde.StatusNotifierWatcher does not have an owner')).toBe(false)
  expect(readOwner('/StatusNotifierWatcher: org.kde.StatusNotifierWatcher.StatusNotifierItemRegistered (":1.7",)')).toBeNull()
})
