import { expect, it } from 'vitest'
import { createCloseHandler } from '../../../../../electron/main/windows/close-window.ts'

function close(what: 'stay' | 'quit' | 'close', savePlace: () => void = () => {}): string[] {
  const done: string[] = []
  createCloseHandler({
    onClose: () => what,
    savePlace,
    hideToTray: () => done.push('hidden'),
    quit: () => done.push('quit'),
    log: { warn: (text) => done.push(text) },
  })({ preventDefault: () => done.push('kept') })
  return done
}
const full = (): never => {
  throw new Error('ENOSPC: no space left on device, write')
}

it('the window is kept and hidden, or the user is asked, or it closes', () => {
  expect(close('stay')).toEqual(['kept', 'hidden'])
  expect(close('quit')).toEqual(['kept', 'quit'])
  expect(close('close')).toEqual([])
})
it('bounds that cannot be saved change nothing of that', () => {
  const said = 'window: ENOSPC: no space left on device, write'
  expect(close('stay', full)).toEqual(['kept', said, 'hidden'])
  expect(close('quit', full)).toEqual(['kept', said, 'quit'])
  expect(close('close', full)).toEqual([said])
})
