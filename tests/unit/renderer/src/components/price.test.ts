import { createElement } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { Price } from '../../../../../renderer/src/components/price.tsx'
import { startLanguages } from '../../../../../renderer/src/i18n/index.ts'
import type { Failure } from '../../../../../shared/domain/failure.ts'
import { rateOf } from '../../../../support/rate.ts'

beforeAll(() => {
  vi.stubGlobal('document', { documentElement: {} })
  return startLanguages('en', 'Dialdesk')
})
afterAll(() => void vi.unstubAllGlobals())
const textOf = (html: string): string => html.replace(/<[^>]*>/g, ' ').replace(/\s+/g, ' ')
const failure = (code: Failure['code']): Failure => ({ code, message: '', retryable: true })

describe('a price on its own', () => {
  const shown = (of: Parameters<typeof Price>[0]['of']): string => textOf(renderToStaticMarkup(createElement(Price, { of })))
  it('that is new has no time', () => {
    expect(shown({ state: 'known', rate: rateOf(Date.now()), error: null })).toBe(' €0.0890 per minute ')
  })
  it('that could not be read again has its time and the reason', () => {
    expect(shown({ state: 'known', rate: rateOf(Date.UTC(2026, 9, 1, 12, 0)), error: failure('provider-timeout') })).toMatch(
      /as of Oct 1, 2026, \d\d:\d\d · not refreshed/,
    )
    expect(shown({ state: 'known', rate: rateOf(Date.now(), null), error: failure('offline') })).toMatch(/no rate as of .* · offline/)
  })
  it('that could not be read is no "no rate", and offline is said', () => {
    expect(shown({ state: 'failed', error: failure('provider-timeout') }).trim()).toBe('rate not available')
    expect(shown({ state: 'failed', error: failure('offline') })).toContain('offline')
  })
})
