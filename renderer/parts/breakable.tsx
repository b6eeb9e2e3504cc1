// Names in a sentence: they move to the next line as a whole, then break after their dots, and only then anywhere.
import { makeStyles } from '@fluentui/react-components';
import { Fragment } from 'react';

const useStyles = makeStyles({ word: { display: 'inline-block', maxWidth: '100%' } });

export function Breakable({ children }: { children: string }) {
  const styles = useStyles();
  return children.split(/(\s+)/).map((word, place) => {
    const parts = word.split(/(?<=\.)(?=.)/);
    if (parts.length === 1) return word;
    return (
      // biome-ignore lint/suspicious/noArrayIndexKey: the words of one sentence never move
      <span key={place} className={styles.word}>
        {parts.map((part, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the parts of one name never move
          <Fragment key={index}>
            {index > 0 && <wbr />}
            {part}
          </Fragment>
        ))}
      </span>
    );
  });
}
