import { Fragment } from 'preact';

/** Before capitals, and after dots, underscores and brackets. */
const SEAM = /(?<=[._\]])(?=\w)|(?<=[a-z0-9])(?=[A-Z[])/;

/** A name of code that, if it must, breaks where its words begin. */
export function Words({ text }: { readonly text: string }) {
  return (
    <>
      {text.split(SEAM).map((word, index) => (
        <Fragment key={index}>
          {index > 0 && <wbr />}
          {word}
        </Fragment>
      ))}
    </>
  );
}
