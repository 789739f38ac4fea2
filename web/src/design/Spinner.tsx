import styles from './Spinner.module.css'

/** Something goes on; whoever shows it says in words what. */
export function Spinner({ large }: { large?: boolean }) {
  return <span className={large ? `${styles.spinner} ${styles.large}` : styles.spinner} aria-hidden="true" />
}
