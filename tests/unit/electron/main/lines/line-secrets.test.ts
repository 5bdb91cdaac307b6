import { describe, expect, it } from 'vitest'
import { line, provisioned } from '../../../../support/fakes/provisioned-lines.ts'

const ids = (service: Awaited<ReturnType<ReturnType<typeof provisioned>['start']>>) => service.state().lines.map((l) => l.id)

describe('a line of the user’s own', () => {
  const own = {
    name: 'Test',
    userName: 'tester',
    server: 'sip.other.example',
    domain: '',
    transport: 'udp',
    outboundProxy: '',
    stun: '',
    turn: 'turn.other.example',
    turnUser: 'relay',
  } as const

  it('registers beside the provider’s, whatever the provider lists, also after a restart; its password is in the keychain', async () => {
    const { start, answer, stored, secrets, account } = provisioned()
    let service = await start()
    const id = await service.addManual(own, 'made up by hand', 'made up for TURN')
    expect(service.setups().at(-1)).toMatchObject({ id, userName: 'tester', passwords: ['made up by hand'], server: { host: 'sip.other.example' } })
    expect(service.setups().at(-1)?.turn).toEqual({ host: 'turn.other.example', port: null, userName: 'relay', password: 'made up for TURN' })
    expect(JSON.stringify(stored())).not.toMatch(/made up (by hand|for TURN)/)
    answer({ voiplist: { sip_1: line('office') } })
    await service.refresh()
    expect(ids(service)).toEqual(['sip_1', id])
    service = await start()
    expect(service.state().lines.map((l) => [l.label, l.manual])).toEqual([
      ['office', false],
      ['Test', true],
    ])
    expect(service.setups().at(-1)?.passwords).toEqual(['made up by hand'])
    expect(service.setups().at(-1)?.turn?.password).toBe('made up for TURN')
    await service.removeManual(id)
    expect(ids(service)).toEqual(['sip_1'])
    expect(await secrets.read({ kind: 'line', accountId: account.accountId, lineId: id, source: 'manual' })).toBeNull()
    await expect(service.removeManual('sip_1')).rejects.toMatchObject({ code: 'not-found' })
  })
  it('with the same user name as one of the provider’s is a line of its own', async () => {
    const { start } = provisioned()
    const service = await start()
    await service.addManual({ ...own, userName: 'office', server: 'sip.example', turn: '' }, 'x', '')
    await service.refresh()
    expect(ids(service)).toHaveLength(3)
  })
  it('waits while the keychain does not give its password', async () => {
    const { start, secrets } = provisioned()
    const id = await (await start()).addManual(own, 'x', 'y')
    const read = secrets.read
    Object.assign(secrets, { read: async () => Promise.reject(new Error('locked')) })
    const service = await start()
    Object.assign(secrets, { read })
    expect([ids(service).includes(id), service.setups().some((setup) => setup.id === id)]).toEqual([true, false])
    await service.refresh()
    expect(service.setups().some((setup) => setup.id === id)).toBe(true)
  })
})
