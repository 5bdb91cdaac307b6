import { createSocket } from 'node:dgram'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { toneFrame } from '../../sandbox/g711.ts'
import { textOf } from '../evidence.ts'
import { until } from '../until.ts'
import { freePorts, type PeerProcess, peerFolder, startPeer } from './process.ts'
import { PROCEED, scenarioXml } from './scenario.ts'

export type Sipp = {
  readonly port: number
  /** Whether the scenario ran through as written. */
  readonly succeeded: () => Promise<boolean>
  /** Lets a scenario go on that waits at `untilProceed`. */
  readonly proceed: () => Promise<void>
  /** What sipp says of itself, for a scenario that failed. */
  readonly log: () => string
  readonly stop: () => Promise<void>
}

/**
 * Runs one scenario of `peers/sipp`, or one made of steps, once, on a free port of 127.0.0.1. `@name@` in it is filled from `values`; `@TONE@` is a
 * file of 620 Hz in A-law. With `target` it sends there, else it waits to be called.
 */
export async function startSipp(
  scenario: string | readonly string[],
  target: number | null = null,
  values: Readonly<Record<string, string>> = {},
): Promise<Sipp> {
  const folder = peerFolder('sipp')
  const tone = join(folder, 'tone.al')
  // a whole number of periods, for it is played in a loop
  writeFileSync(tone, Buffer.concat(Array.from({ length: 50 }, (_, i) => toneFrame(620, i * 160))))
  const all: Readonly<Record<string, string>> = { ...values, TONE: tone }
  const written =
    typeof scenario === 'string'
      ? readFileSync(join(import.meta.dirname, 'sipp', `${scenario}.xml`), 'utf8')
      : scenarioXml({ name: 'steps', steps: scenario })
  const text = written.replace(/@(\w+)@/g, (_all, name: string) => all[name] ?? '')
  const file = join(folder, 'scenario.xml')
  writeFileSync(file, text)
  const messages = join(folder, 'messages.log')
  const port = await freePorts(4)
  const peer = startPeer(folder, 'sipp', [
    ...(target === null ? [] : [`127.0.0.1:${target}`]),
    ...[
      '-sf',
      file,
      '-i',
      '127.0.0.1',
      '-p',
      String(port),
      '-mp',
      String(port + 2),
      '-m',
      '1',
      '-timeout',
      '140',
      '-nostdin',
      '-trace_err',
      '-trace_msg',
      '-message_file',
      messages,
    ],
  ])
  if (target === null) await udpTaken(port, peer)
  const proceed = async (): Promise<void> => sendProceed(port, await inviteIn(messages, peer))
  return { port, succeeded: async () => (await peer.exited) === 0, proceed, log: peer.log, stop: peer.stop }
}

/** The call's INVITE, from the file where sipp writes its messages. */
const inviteIn = (file: string, peer: PeerProcess): Promise<string> =>
  until(() => /^INVITE .+?\r\n\r\n/ms.exec(textOf(file))?.[0], { failure: () => `sipp has no INVITE\n${peer.log().slice(-1500)}` })

/** Sends the INVITE under another name: sipp copies the headers of its next reply from the last message. Each says another time, for sipp leaves repeats out. */
function sendProceed(port: number, invite: string): Promise<void> {
  const socket = createSocket('udp4')
  const text = invite.replace('INVITE', PROCEED).replace(/^Content-Length: *\d+/im, `Content-Length: 0\r\nDate: ${performance.now()}`)
  return new Promise((resolve, reject) => {
    socket.send(text, port, '127.0.0.1', (error) => {
      socket.close()
      if (error) reject(error)
      else resolve()
    })
  })
}

/** A listening UDP socket says nothing, and trying its port could take it from under sipp: the kernel's list tells (Linux). */
async function udpTaken(port: number, peer: PeerProcess): Promise<void> {
  const taken = new RegExp(`^\\s*\\d+: [0-9A-F]{8}:${port.toString(16).toUpperCase().padStart(4, '0')} `, 'm')
  await until(() => taken.test(readFileSync('/proc/net/udp', 'utf8')), {
    every: 10,
    failure: () => `sipp does not listen\n${peer.log().slice(-1500)}`,
  })
}
