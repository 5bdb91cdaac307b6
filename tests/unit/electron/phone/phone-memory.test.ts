import { expect, it } from 'vitest'
import { phoneMemory } from '../../../../electron/phone/phone-memory.ts'
import { phoneMemorySchema } from '../../../../shared/contract/phone.ts'

const binding = (i: number, contact = `sip:me@192.0.2.1:${i}`) => ({ lineId: `sip_${i}`, contact, callId: 'c', cseq: 1, localPort: null })
const dialog = (i: number, target = 'sip:far@192.0.2.2') => ({
  ...{ lineId: 'sip_1', callId: `d${i}`, localTag: 'a', remoteTag: 'b', cseq: 1, routeSet: [], target },
  ...{ localUri: 'sip:a@h', remoteUri: 'sip:b@h' },
})

it('any number of lines and calls makes a memory that main accepts', () => {
  const few = phoneMemory(
    Array.from({ length: 200 }, (_, i) => binding(i)),
    Array.from({ length: 40 }, (_, i) => dialog(i)),
  )
  expect([few.bindings.length, few.dialogs.length]).toEqual([200, 40])
  const many = phoneMemory(
    Array.from({ length: 5000 }, (_, i) => binding(i)),
    [],
  )
  expect(JSON.stringify(many).length).toBeLessThan(262_144)
  expect(phoneMemorySchema.safeParse(many).success).toBe(true)
})

it('what main would not take is left out alone', () => {
  const memory = phoneMemory([binding(1), binding(2, 'x'.repeat(600))], [dialog(1, 'y'.repeat(600)), dialog(2)])
  expect(memory.bindings.map((b) => b.lineId)).toEqual(['sip_1'])
  expect(memory.dialogs.map((d) => d.callId)).toEqual(['d2'])
})
