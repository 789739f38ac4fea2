import { useQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { BadgeCheck, KeyRound, LockKeyhole, Undo2 } from 'lucide-react'
import type { ReactNode } from 'react'
import { Button } from '../../design/Button'
import buttons from '../../design/Button.module.css'
import { Logo } from '../../design/Logo'
import { useTitle } from '../../design/Page'
import { ErrorRemark } from '../../design/States'
import { Example } from './Example'
import { LanguageChoice } from './LanguageChoice'
import { elsewhereQuery, houseQuery } from './queries'
import { useTexts } from './texts'
import { useSignIn } from './useSignIn'
import styles from './Welcome.module.css'

const route = getRouteApi('/open/welcome')

export function WelcomePage() {
  const t = useTexts()
  const { back } = route.useSearch()
  const house = useQuery(houseQuery).data
  const elsewhere = useQuery(elsewhereQuery).data
  const entering = useSignIn(back)
  useTitle('Walkon')
  return (
    <div className={styles.welcome}>
      <main className={styles.door}>
        <div className={styles.top}>
          <Logo size={40} />
          <strong>Walkon</strong>
          <LanguageChoice />
        </div>
        <h1 className={styles.promise}>{t('promise')}</h1>
        <div className={styles.ways}>
          <Link to="/join" className={[buttons.button, buttons.light, buttons.l].join(' ')}>
            {house?.empty ? t('join_first') : t('join')}
          </Link>
          {!house?.empty && (
            <Button
              size="l"
              icon={<KeyRound />}
              busy={entering.isPending}
              onPress={() => entering.mutate()}
              isDisabled={!window.PublicKeyCredential}
            >
              {t('sign_in')}
            </Button>
          )}
          {elsewhere && (
            <a href={elsewhere.address} className={[buttons.button, buttons.quiet, buttons.m].join(' ')}>
              {t('elsewhere', { name: elsewhere.name })}
            </a>
          )}
          {!window.PublicKeyCredential && <p className={styles.small}>{t('no_passkeys')}</p>}
          <ErrorRemark error={entering.error} />
        </div>
        <ul className={styles.vows}>
          <Vow icon={<LockKeyhole />} title={t('yours')} more={t('yours_more')} />
          <Vow icon={<BadgeCheck />} title={t('asked')} more={t('asked_more')} />
          <Vow icon={<Undo2 />} title={t('back_again')} more={t('back_again_more')} />
        </ul>
        <p className={styles.links}>
          <Link to="/recover">{t('lost')}</Link>
          <Link to="/check">{t('check')}</Link>
        </p>
      </main>
      <Example />
    </div>
  )
}

function Vow({ icon, title, more }: { icon: ReactNode; title: string; more: string }) {
  return (
    <li className={styles.vow}>
      {icon}
      <div>
        <strong>{title}</strong>
        <p>{more}</p>
      </div>
    </li>
  )
}
