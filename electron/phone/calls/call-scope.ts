import { AsyncLocalStorage } from 'node:async_hooks'
import type { UserAgentCore } from 'sip.js/lib/core'
import { AppError } from '../../../shared/domain/failure.ts'

/** What an unexpected error belongs to: a call, which it ends. */
export type Owner = { readonly fail: (error: unknown) => void }

const owners = new AsyncLocalStorage<Owner | undefined>()

/** Runs code of a call. What it starts (timers, sockets, promises) belongs to the call as well. */
export const inScopeOf = <T>(owner: Owner, run: () => T): T => owners.run(owner, run)

/** Runs what the first call starts and all share. What goes wrong there later is no fault of that call. */
export const outOfScope = <T>(run: () => T): T => owners.run(undefined, run)

/** Ends the call that an unexpected error belongs to. @returns false when it belongs to no call */
export function failOwner(error: unknown): boolean {
  const owner = owners.getStore()
  owner?.fail(error)
  return owner !== undefined
}

/** Runs code of a call on behalf of an event source: an error ends the call instead of reaching the source. */
export function guarded(owner: Owner, run: () => void): void {
  inScopeOf(owner, () => {
    try {
      run()
    } catch (e) {
      owner.fail(e)
    }
  })
}

/**
 * Attributes what sip.js does with a message to the message's call, by its Call-ID: an error there, or in a timer started there,
 * ends that call instead of the process.
 */
export function attributeMessages(core: UserAgentCore, ownerOf: (callId: string) => Owner | undefined): void {
  const request = core.receiveIncomingRequestFromTransport.bind(core)
  const response = core.receiveIncomingResponseFromTransport.bind(core)
  const attribute = (callId: string, run: () => void): void => {
    const owner = ownerOf(callId)
    if (owner) guarded(owner, run)
    else run()
  }
  core.receiveIncomingRequestFromTransport = (message) => attribute(message.callId, () => request(message))
  core.receiveIncomingResponseFromTransport = (message) => attribute(message.callId, () => response(message))
}

export const wrongState = (): AppError => new AppError('call-wrong-state', 'the call is not in a state for this')
