import { expect, it } from 'vitest'
import { hookKind } from '../../../../shared/domain/call-hook.ts'

it.each([
  ['https://crm.example/call?x=1', 'address'],
  ['http://localhost:8080/', 'address'],
  ['http://127.0.0.1/', 'address'],
  ['http://crm.example/', null],
  ['https://user:x@crm.example/', null],
  ['ftp://crm.example/', null],
  ['javascript://x', null],
  ['/usr/local/bin/on-call', 'program'],
  ['C:\\Program Files\\Tool\\on-call.exe', 'program'],
  ['on-call', null],
  ['../on-call', null],
  ['//server/share/x', null],
  ['/bin/x\n', 'program'],
  ['/bin/x\ny', null],
  ['', null],
] as const)('%j is %s', (target, kind) => expect(hookKind(target)).toBe(kind))
