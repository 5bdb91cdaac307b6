import { describe, expect, it } from 'vitest'
import { bySrvOrder, type Lookups, locate } from '../../../../../electron/phone/sip/locate.ts'

describe('where a server is', () => {
  const lookups = (part: Partial<Lookups>): Lookups => ({
    naptr: () => Promise.reject(new Error('ENODATA')),
    srv: () => Promise.reject(new Error('ENODATA')),
    addresses: async (name) => [{ address: name === 'a.example' ? '10.0.0.1' : '10.0.0.2', family: 4 }],
    ...part,
  })
  it('an address literal and a port are used as they are', async () => {
    expect(await locate('2001:db8::1', null, ['tls', 'udp'], lookups({}))).toEqual([
      { transport: 'tls', host: '2001:db8::1', address: '2001:db8::1', port: 5061 },
      { transport: 'udp', host: '2001:db8::1', address: '2001:db8::1', port: 5060 },
    ])
    expect(await locate('a.example', 5070, ['tcp'], lookups({}))).toEqual([{ transport: 'tcp', host: 'a.example', address: '10.0.0.1', port: 5070 }])
  })
  it('NAPTR names the SRV records, SRV the servers, and TLS keeps the name of the line', async () => {
    const found = await locate(
      'p.example',
      null,
      ['tls', 'udp'],
      lookups({
        naptr: async () => [{ flags: 's', service: 'SIPS+D2T', regexp: '', replacement: '_sips._tcp.x.example', order: 1, preference: 1 }],
        srv: async (name) =>
          name === '_sips._tcp.x.example'
            ? [
                { name: 'b.example', port: 5062, priority: 2, weight: 0 },
                { name: 'a.example', port: 5061, priority: 1, weight: 0 },
              ]
            : [],
      }),
    )
    expect(found).toEqual([
      { transport: 'tls', host: 'p.example', address: '10.0.0.1', port: 5061 },
      { transport: 'tls', host: 'p.example', address: '10.0.0.2', port: 5062 },
    ])
  })
  it('without any record it is the name itself; a name without an address is reported', async () => {
    expect(await locate('a.example', null, ['udp'], lookups({}))).toEqual([{ transport: 'udp', host: 'a.example', address: '10.0.0.1', port: 5060 }])
    await expect(locate('none.example', null, ['udp'], lookups({ addresses: async () => [] }))).rejects.toThrow('none.example')
  })
  it('weighs within a priority', () => {
    const records = [
      { name: 'light', port: 1, priority: 1, weight: 1 },
      { name: 'heavy', port: 1, priority: 1, weight: 99 },
    ]
    expect(bySrvOrder(records, () => 0.5).map((r) => r.name)).toEqual(['heavy', 'light'])
  })
})
