import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { isHeadset, mayUse } from '../../../../../electron/main/windows/permissions.ts'

const types = readFileSync('node_modules/electron/electron.d.ts', 'utf8')
/** Every permission name in Electron's own types, request and check handlers alike. */
const permissions = [
  ...new Set(
    [...types.matchAll(/permission: ((?:\s*\|?\s*'[a-zA-Z-]+')+)/g)].flatMap(([, union = '']) =>
      [...union.matchAll(/'([a-zA-Z-]+)'/g)].map(([, name]) => name ?? ''),
    ),
  ),
]

it('of all permissions that Electron knows, our page gets five', () => {
  expect(permissions.length).toBeGreaterThan(15)
  const given = permissions.filter((p) => mayUse(p, { isMainFrame: true }, true))
  expect(given.every((p) => ['media', 'speaker-selection', 'loopback-network', 'local-network-access', 'hid'].includes(p))).toBe(true)
  expect(given).toContain('media')
  expect(permissions.filter((p) => mayUse(p, { isMainFrame: true }, false))).toEqual([])
  expect(permissions.filter((p) => mayUse(p, { isMainFrame: false }, true))).toEqual([])
  expect(mayUse('media', { isMainFrame: true, mediaTypes: ['audio', 'video'] }, true)).toBe(false)
  expect([isHeadset([{ usagePage: 0x0b }]), isHeadset([{ usagePage: 1 }])]).toEqual([true, false])
})
