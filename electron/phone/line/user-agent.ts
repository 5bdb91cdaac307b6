import { createHash, randomBytes } from 'node:crypto'
import { type SessionDescriptionHandlerFactory, SIPExtension, UserAgent, type UserAgentDelegate } from 'sip.js'
import type { LineSetup } from '../../../shared/contract/phone.ts'
import { hostPort } from '../sip/address.ts'
import { createDigest } from '../sip/gaps/digest.ts'
import { answerEachChallenge } from '../sip/gaps/repeated-challenges.ts'
import { allowUpdate } from '../sip/gaps/update.ts'
import { defaultPort } from '../sip/locate.ts'
import { SipTransport, type SipTransportOptions } from '../sip/sip-transport.ts'
import { addressOfRecord } from './line-address.ts'

export type UserAgentParts = {
  /** From usableSetup. */
  readonly setup: LineSetup
  readonly transport: Omit<SipTransportOptions, 'placeholder' | 'contactUser'>
  /** The password to sign in with now. */
  readonly password: () => string
  readonly delegate: UserAgentDelegate
  readonly sessionDescriptionHandlerFactory: SessionDescriptionHandlerFactory
  readonly log: (text: string) => void
}

/**
 * sip.js's user agent of a line; its transport is a SipTransport. `placeholder` is what it writes where our address belongs.
 *
 * @throws UnusableAddress
 */
export function createUserAgent(parts: UserAgentParts): { readonly userAgent: UserAgent; readonly placeholder: string } {
  const { setup, log } = parts
  allowUpdate()
  answerEachChallenge()
  const [first = 'udp'] = setup.transports
  const placeholder = `${randomBytes(6).toString('hex')}.invalid`
  // stable over runs, independent of our address, and reveals nothing about the user
  const contactUser = createHash('sha256').update(setup.instanceId).digest('hex').slice(0, 16)
  const transportOptions: SipTransportOptions = { ...parts.transport, placeholder, contactUser }
  const userAgent = new UserAgent({
    uri: addressOfRecord(setup),
    authorizationUsername: setup.userName,
    ...(setup.displayName ? { displayName: setup.displayName } : {}),
    viaHost: placeholder,
    forceRport: true,
    contactName: contactUser,
    contactParams: { transport: first === 'wss' ? 'ws' : first },
    userAgentString: 'Dialdesk',
    logBuiltinEnabled: false,
    logLevel: 'warn',
    // sip.js's other levels would flood the log
    logConnector: (level, category, _label, content) => {
      if (level === 'warn' || level === 'error') log(`${level} ${category}: ${content.slice(0, 200)}`)
    },
    transportConstructor: SipTransport as never,
    transportOptions,
    sessionDescriptionHandlerFactory: parts.sessionDescriptionHandlerFactory,
    noAnswerTimeout: 180,
    // a call sends its 180 once it is known not to be refused
    sendInitialProvisionalResponse: false,
    allowLegacyNotifications: true,
    sipExtensionReplaces: SIPExtension.Supported,
    sipExtensionExtraSupported: ['timer'],
    ...(setup.outboundProxy ? { preloadedRouteSet: [`<sip:${hostPort(setup.server.host, setup.server.port ?? defaultPort(first))};lr>`] } : {}),
    delegate: parts.delegate,
  })
  userAgent.userAgentCore.configuration.authenticationFactory = () => createDigest(setup.userName, parts.password())
  return { userAgent, placeholder }
}
