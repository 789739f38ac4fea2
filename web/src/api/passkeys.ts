import {
  type PublicKeyCredentialCreationOptionsJSON,
  type PublicKeyCredentialRequestOptionsJSON,
  startAuthentication,
  startRegistration,
  WebAuthnError,
} from '@simplewebauthn/browser'
import { type LanguageCode, language } from '../i18n/texts'
import { api, body, type Schemas } from './client'
import { isProblem } from './problem'

type Begun = Schemas['CeremonyBegun']
export type Newcomer = { handle: string; invite: string | null; minor: boolean }

/** How this browser is called in the list of devices. */
export function deviceName(agent: string = navigator.userAgent): string {
  const browser = /Edg\//.test(agent)
    ? 'Edge'
    : /Firefox\//.test(agent)
      ? 'Firefox'
      : /Chrome\//.test(agent)
        ? 'Chrome'
        : /Safari\//.test(agent)
          ? 'Safari'
          : 'Browser'
  const system = /iPhone/.test(agent)
    ? 'iPhone'
    : /iPad/.test(agent)
      ? 'iPad'
      : /Android/.test(agent)
        ? 'Android'
        : /Mac OS/.test(agent)
          ? 'Mac'
          : /Windows/.test(agent)
            ? 'Windows'
            : /Linux/.test(agent)
              ? 'Linux'
              : ''
  return system ? `${browser}, ${system}` : browser
}

export async function signUp(newcomer: Newcomer, code: LanguageCode = language()) {
  const wanted = { ...newcomer, language: code }
  const begun = await body(api.POST('/api/v1/sign-up/begin', { body: wanted }))
  const answer = await made(begun)
  return body(
    api.POST('/api/v1/sign-up/finish', {
      body: { ...wanted, ceremony: begun.ceremony, answer, device: deviceName() },
    }),
  )
}

export async function signIn() {
  const begun = await body(api.POST('/api/v1/sign-in/begin'))
  const answer = await shown(begun)
  return body(
    api.POST('/api/v1/sign-in/finish', { body: { ceremony: begun.ceremony, answer, device: deviceName() } }),
  )
}

/** Confirms that it is oneself, before a deed that the server wants confirmed; good for five minutes. */
export async function confirm(): Promise<void> {
  const begun = await body(api.POST('/api/v1/confirm/begin'))
  const answer = await shown(begun)
  await api.POST('/api/v1/confirm/finish', {
    body: { ceremony: begun.ceremony, answer, device: deviceName() },
  })
}

/** Does a deed; where the server first wants it confirmed, asks for the passkey and does it then. */
export async function confirmed<T>(deed: () => Promise<T>): Promise<T> {
  try {
    return await deed()
  } catch (error) {
    if (!isProblem(error, 'confirm_first')) throw error
  }
  await confirm()
  return deed()
}

export async function addPasskey(): Promise<Schemas['PasskeyShown']> {
  const begun = await body(api.POST('/api/v1/me/passkeys/begin'))
  const answer = await made(begun)
  return body(
    api.POST('/api/v1/me/passkeys', { body: { ceremony: begun.ceremony, answer, device: deviceName() } }),
  )
}

/** Whether somebody closed the window that asked for a passkey, which is no error. */
export function wasDismissed(error: unknown): boolean {
  return (
    (error instanceof WebAuthnError && error.code === 'ERROR_CEREMONY_ABORTED') ||
    (error instanceof Error && (error.name === 'NotAllowedError' || error.name === 'AbortError'))
  )
}

async function made(begun: Begun) {
  const optionsJSON = begun.options as unknown as PublicKeyCredentialCreationOptionsJSON
  return (await startRegistration({ optionsJSON })) as unknown as Record<string, unknown>
}

async function shown(begun: Begun) {
  const optionsJSON = begun.options as unknown as PublicKeyCredentialRequestOptionsJSON
  return (await startAuthentication({ optionsJSON })) as unknown as Record<string, unknown>
}
