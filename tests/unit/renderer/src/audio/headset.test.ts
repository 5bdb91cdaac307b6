import { describe, expect, it } from 'vitest'
import {
  type Collection,
  findButtons,
  HeadsetButtons,
  type HeadsetCall,
  type HeadsetEvent,
  headsetAction,
} from '../../../../../renderer/src/audio/headset.ts'

const usage = (id: number): number => (0x0b << 16) | id
/** As a USB headset's descriptor comes out of WebHID: hook switch and flash as states, mute as a pulse, then padding. */
const collections: Collection[] = [
  {
    usagePage: 0x0b,
    inputReports: [
      {
        reportId: 8,
        items: [
          { reportSize: 1, reportCount: 1, usages: [usage(0x20)], isAbsolute: true },
          { reportSize: 1, reportCount: 1, usages: [usage(0x2f)], isAbsolute: false },
          { reportSize: 1, reportCount: 1, usages: [usage(0x21)], isAbsolute: false },
          { reportSize: 1, reportCount: 5, usages: [] },
          { reportSize: 4, reportCount: 2, isRange: true, usageMinimum: usage(0xb0), usageMaximum: usage(0xbb) },
        ],
      },
    ],
  },
  {
    usagePage: 0x0c,
    inputReports: [{ reportId: 1, items: [{ reportSize: 1, reportCount: 2, usages: [(0x0c << 16) | 0xe9, (0x0c << 16) | 0xea] }] }],
  },
]

/** Recorded on the desk: time in ms, report id, bytes. */
const recording: ReadonlyArray<readonly [number, number, readonly number[]]> = [
  [0, 8, [0x00, 0]],
  [1000, 8, [0x01, 0]], // lifted
  [1040, 8, [0x00, 0]], // ... and bounced
  [1060, 8, [0x01, 0]],
  [3000, 8, [0x03, 0]], // mute pressed
  [3090, 8, [0x01, 0]], // and let go
  [3150, 8, [0x03, 0]], // reported twice
  [3160, 8, [0x01, 0]],
  [5000, 8, [0x03, 0]], // mute again
  [5080, 8, [0x01, 0]],
  [6000, 8, [0x05, 0]], // flash
  [6080, 8, [0x01, 0]],
  [7000, 1, [0x01]], // volume is none of our business
  [9000, 8, [0x00, 0]], // put down
]

describe('headset buttons', () => {
  it('are found by their usages, wherever their bits lie', () => {
    expect(findButtons(collections)).toEqual([
      { reportId: 8, bit: 0, usage: 'hook', relative: false },
      { reportId: 8, bit: 1, usage: 'mute', relative: true },
      { reportId: 8, bit: 2, usage: 'flash', relative: true },
    ])
    expect(findButtons([{ children: collections }])).toHaveLength(3)
    expect(findButtons([])).toEqual([])
  })
  it('a recorded stream yields each press once, without bounces and doubles', () => {
    let now = 0
    const events: [number, HeadsetEvent][] = []
    const buttons = new HeadsetButtons(
      findButtons(collections),
      (event) => events.push([now, event]),
      () => now,
    )
    for (const [at, id, bytes] of recording) {
      now = at
      buttons.report(id, new DataView(Uint8Array.from(bytes).buffer))
    }
    expect(events).toEqual([
      [1000, 'hook-off'],
      [3000, 'mute'],
      [5000, 'mute'],
      [6000, 'hold'],
      [9000, 'hook-on'],
    ])
  })
  it('a report that is too short says nothing', () => {
    const events: HeadsetEvent[] = []
    new HeadsetButtons([{ reportId: 8, bit: 12, usage: 'hook', relative: false }], (e) => events.push(e)).report(8, new DataView(new ArrayBuffer(1)))
    expect(events).toEqual([])
  })
  const call = (part: Partial<HeadsetCall>): HeadsetCall => ({
    id: 'a',
    state: 'connected',
    incoming: false,
    muted: false,
    held: false,
    focus: true,
    ...part,
  })
  it.each([
    ['hook-off', [call({ state: 'ringing', incoming: true, focus: false })], { kind: 'answer', callId: 'a' }],
    ['hook-off', [call({})], null],
    ['hook-on', [call({ id: 'held', focus: false, held: true }), call({ id: 'front' })], { kind: 'hang-up', callId: 'front' }],
    ['hook-on', [call({ state: 'ringing', incoming: true, focus: false })], null],
    ['mute', [call({ muted: true })], { kind: 'mute', callId: 'a', on: false }],
    ['hold', [call({})], { kind: 'hold', callId: 'a', on: true }],
    ['hold', [call({ state: 'calling' })], null],
    ['mute', [], null],
  ] as const)('%s with %o does %o', (event, calls, action) => expect(headsetAction(event, calls)).toEqual(action))
})
