import dgram, { type Socket } from 'node:dgram'
import { once } from 'node:events'

export type SrvRecord = { readonly priority: number; readonly port: number; readonly target: string }
/** What the server knows: changed by the test as it goes. */
export type Zone = { readonly srv: Map<string, readonly SrvRecord[]>; readonly a: Map<string, readonly string[]> }

const [A, SRV] = [1, 33]

/** A name server for a test's own network namespace: SRV and A records over UDP, and "no such name" for the rest. */
export async function startNameServer(zone: Zone, address = '127.0.0.1'): Promise<{ readonly stop: () => Promise<void> }> {
  const socket: Socket = dgram.createSocket('udp4')
  socket.on('message', (data, from) => {
    const question = readQuestion(data)
    if (question) socket.send(reply(data, question, zone), from.port, from.address)
  })
  socket.bind(53, address)
  await once(socket, 'listening')
  return {
    async stop() {
      socket.close()
      await once(socket, 'close')
    },
  }
}

type Question = { readonly name: string; readonly type: number; readonly end: number }

function readQuestion(data: Buffer): Question | null {
  const labels: string[] = []
  let at = 12
  for (;;) {
    const length = data[at] ?? 0
    if (length === 0 || at > data.length) break
    labels.push(data.toString('latin1', at + 1, at + 1 + length))
    at += length + 1
  }
  return data.length < at + 5 ? null : { name: labels.join('.').toLowerCase(), type: data.readUInt16BE(at + 1), end: at + 5 }
}

/** RFC 1035 4.1; names uncompressed. */
function reply(query: Buffer, { name, type, end }: Question, zone: Zone): Buffer {
  const records =
    type === SRV
      ? (zone.srv.get(name) ?? []).map((r) => Buffer.concat([words(r.priority, 0, r.port), encode(r.target)]))
      : type === A
        ? (zone.a.get(name) ?? []).map((address) => Buffer.from(address.split('.').map(Number)))
        : []
  const known = zone.srv.has(name) || zone.a.has(name)
  const head = Buffer.from(query.subarray(0, 12))
  head.writeUInt16BE(0x8580 | (known ? 0 : 3), 2)
  head.writeUInt16BE(records.length, 6)
  head.fill(0, 8)
  const answers = records.map((data) => Buffer.concat([encode(name), words(type, 1, 0, 1, data.length), data]))
  return Buffer.concat([head, query.subarray(12, end), ...answers])
}

function encode(name: string): Buffer {
  return Buffer.concat([...name.split('.').map((label) => Buffer.from([label.length, ...Buffer.from(label)])), Buffer.from([0])])
}

function words(...values: readonly number[]): Buffer {
  const data = Buffer.alloc(values.length * 2)
  values.forEach((value, i) => data.writeUInt16BE(value, i * 2))
  return data
}
