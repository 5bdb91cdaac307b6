import { expect, it } from 'vitest'
import { onlyAudio, withoutLoopback } from '../../../../../electron/phone/media/direct-audio.ts'

it('a description for a page is reduced to one audio section, and names no loopback candidate', () => {
  const many = 'v=0\r\na=group:BUNDLE 0 1\r\nm=video 1 X 1\r\na=mid:1\r\nm=audio 1 X 0\r\na=mid:0\r\n'
  expect(onlyAudio(many)).toBe('v=0\r\na=group:BUNDLE 0\r\nm=audio 1 X 0\r\na=mid:0\r\n')
  expect(onlyAudio(`${many}${'x'.repeat(17_000)}`)).toBeNull()
  expect(withoutLoopback('a=candidate:1 1 udp 1 127.0.0.1 5 typ host\r\na=candidate:1 1 udp 1 10.0.0.1 5 typ host\r\n')).toBe(
    'a=candidate:1 1 udp 1 10.0.0.1 5 typ host\r\n',
  )
})
