import { expect, it } from 'vitest'
import { createTrust } from '../../../../../electron/main/ipc/trust.ts'

const main = { name: 'main' } as never
const incoming = { name: 'incoming' } as never
const trusted = createTrust({ main: () => main, incoming: () => incoming, developmentUrl: undefined })
const event = (sender: never, page: string, parent: unknown = null) => ({ sender, senderFrame: { url: `app://dialdesk/${page}`, parent } as never })

it('the main window’s page may use every domain but the incoming window’s', () => {
  expect(trusted(event(main, 'index.html'), 'calls')).toBe(true)
  expect(trusted(event(main, 'index.html'), 'incoming')).toBe(false)
})
it('the incoming window’s page may use its own domain alone', () => {
  expect(trusted(event(incoming, 'incoming.html'), 'incoming')).toBe(true)
  expect(trusted(event(incoming, 'incoming.html'), 'calls')).toBe(false)
})
it('a frame in our page, a frame that is gone and another page are refused', () => {
  expect(trusted(event(main, 'index.html', {}), 'calls')).toBe(false)
  expect(trusted({ sender: main, senderFrame: null }, 'calls')).toBe(false)
  expect(trusted(event(main, 'incoming.html'), 'calls')).toBe(false)
  expect(trusted({ sender: main, senderFrame: { url: 'https://dialdesk.example/index.html', parent: null } as never }, 'calls')).toBe(false)
})
it('before there is a window nothing is trusted', () => {
  const none = createTrust({ main: () => undefined, incoming: () => undefined, developmentUrl: undefined })
  expect(none(event(main, 'index.html'), 'calls')).toBe(false)
})
