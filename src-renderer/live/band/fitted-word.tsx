/** Width of the letters of the band in their own height: capitals of this weight. */
const letterWidth = 0.72;

/** The word of the band: as large as its place allows, on one line. @param size The largest, as in CSS. */
export function FittedWord({ word, size }: { readonly word: string; readonly size: string }) {
  return (
    <div className="min-w-0 flex-1 [container-type:inline-size]">
      <h1
        className="whitespace-nowrap font-extrabold uppercase leading-none tracking-tight"
        style={{ fontSize: `min(${size}, ${100 / (letterWidth * word.length)}cqw)` }}
      >
        {word}
      </h1>
    </div>
  );
}
