// The waiting requests that are kept, and where their key files were saved: names of files, never a key.
import { makeStyles, tokens } from '@fluentui/react-components';
import { shortName } from '../../assets/text/facts.ts';
import { useLoaded } from '../bridge.ts';
import { Breakable } from '../parts/breakable.tsx';
import { ErrorView } from '../parts/error-view.tsx';
import { ShowMore, usePaged } from '../parts/show-more.tsx';
import { text } from '../text.ts';

const useStyles = makeStyles({
  heading: { margin: 0, fontSize: tokens.fontSizeBase300, fontWeight: tokens.fontWeightSemibold },
  list: { margin: 0, paddingLeft: '20px', display: 'flex', flexDirection: 'column', gap: '4px' },
  entry: { outlineStyle: 'none', overflowWrap: 'anywhere' },
  name: { fontWeight: tokens.fontWeightSemibold },
});

const words = text.ui.settings;

export function KeptRequests() {
  const styles = useStyles();
  const { loaded } = useLoaded('tools.waiting');
  const requests = loaded.status === 'ready' ? loaded.value : [];
  const paged = usePaged<(typeof requests)[number], HTMLUListElement>(requests, 20);
  if (loaded.status === 'failed') return <ErrorView error={loaded.error} />;
  if (requests.length === 0) return null;
  return (
    <>
      <h3 className={styles.heading}>{words.requests(requests.length)}</h3>
      <ul ref={paged.list} className={styles.list} data-testid="kept-requests">
        {paged.shown.map(({ id, subject, names: [first], folder, keyFile }) => (
          <li key={id} className={styles.entry} tabIndex={-1}>
            <span className={styles.name}>{shortName(subject) || first || subject}</span>
            {': '}
            <Breakable>{keyFile === null ? words.requestWithout(folder) : words.requestKey(folder, keyFile)}</Breakable>
          </li>
        ))}
      </ul>
      <ShowMore shown={paged.shown.length} all={requests.length} step={paged.step} more={paged.more} />
    </>
  );
}
