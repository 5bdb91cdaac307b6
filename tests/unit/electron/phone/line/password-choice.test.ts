import { expect, it } from 'vitest'
import { PasswordChoice } from '../../../../../electron/phone/line/password-choice.ts'

it('the candidates are tried in order, each once', () => {
  const passwords = new PasswordChoice(['first', 'second'])
  expect([passwords.current, passwords.index]).toEqual(['first', 0])
  expect([passwords.next(), passwords.current, passwords.index]).toEqual([true, 'second', 1])
  expect(passwords.next()).toBe(false)
  passwords.reset()
  expect(passwords.current).toBe('first')
})

it('a password that worked is the only one from then on', () => {
  const passwords = new PasswordChoice(['first', 'second'])
  passwords.accepted()
  expect([passwords.next(), passwords.current]).toEqual([false, 'first'])
})

it('a single password is no choice', () => {
  const passwords = new PasswordChoice(['only'])
  expect([passwords.index, passwords.next(), passwords.current]).toEqual([null, false, 'only'])
})
