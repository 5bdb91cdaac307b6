import { z } from 'zod'
import { callIdSchema } from '../domain/call.ts'
import { incomingViewSchema } from '../domain/desktop.ts'
import { call, event, nothing } from './contract.ts'

/** The incoming window's part of the contract; its page may call nothing else. `block` rejects the call, and blocks its number. */
export const incoming = {
  view: call(nothing, incomingViewSchema.nullable()),
  changed: event(incomingViewSchema.nullable()),
  perform: call(z.object({ callId: callIdSchema, action: z.enum(['answer', 'reject', 'silence', 'block']) }), nothing),
} as const
