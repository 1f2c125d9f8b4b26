import MarkdownIt from 'markdown-it';
import { createElement, Fragment, memo, useMemo, type ReactNode } from 'react';
import { visibleLines, visibleText } from '../words/visible-text';
import { OutLink } from './OutLink';

/** Beyond so many parts a text would hold up the page; it is then shown as it was written. */
const MOST_PARTS = 4_000;

const reader = new MarkdownIt({ html: false, linkify: true, maxNesting: 20 });
// A name with a dot in it is a file or a table more often than a site.
reader.linkify.set({ fuzzyLink: false, fuzzyEmail: false, fuzzyIP: false });

type Token = ReturnType<typeof reader.parse>[number];

interface Part {
  readonly token: Token;
  readonly parts: readonly Part[];
}

/**
 * What people and agents write as Markdown, as elements of React: there is no HTML on the way, so that none of theirs
 * can come through. Images are links, and links leave the page.
 */
export const Markdown = memo(function Markdown({ text }: { text: string }) {
  const shown = useMemo(() => {
    const tokens = reader.parse(text, {});
    const count = tokens.reduce((sum, { children }) => sum + 1 + (children?.length ?? 0), 0);
    return count > MOST_PARTS ? <p className="raw">{visibleLines(text)}</p> : drawAll(nest(tokens));
  }, [text]);
  return <div className="md plain">{shown}</div>;
});

/** Puts what stands between an opening and its closing token inside it. */
function nest(tokens: readonly Token[]): readonly Part[] {
  const top: Part[] = [];
  const open: Part[][] = [top];
  for (const token of tokens) {
    if (token.nesting < 0) {
      open.pop();
      continue;
    }
    const parts: Part[] = token.children === null ? [] : [...nest(token.children)];
    open.at(-1)!.push({ token, parts });
    if (token.nesting > 0) open.push(parts);
  }
  return top;
}

const drawAll = (parts: readonly Part[]): ReactNode =>
  parts.map((part, index) => <Fragment key={index}>{draw(part)}</Fragment>);

/** Below the headings of the page that it stands on. */
const HEADINGS: Readonly<Record<string, string>> = { h1: 'h4', h2: 'h5' };

/** Elements that are drawn as what they are. */
const PLAIN: ReadonlySet<string> = new Set(
  'p ul li blockquote strong em s thead tbody tr'.split(' '),
);

function draw({ token, parts }: Part): ReactNode {
  switch (token.type) {
    case 'inline':
      return drawAll(parts);
    case 'text':
      return visibleText(token.content);
    case 'softbreak':
    case 'hardbreak':
      return <br />;
    case 'hr':
      return <hr />;
    case 'code_inline':
      return <code>{visibleText(token.content)}</code>;
    case 'fence':
    case 'code_block':
      return <pre>{visibleLines(token.content.replace(/\n$/, ''))}</pre>;
    case 'link_open':
      return <OutLink to={attributeOf(token, 'href')}>{drawAll(parts)}</OutLink>;
    case 'image': {
      const address = attributeOf(token, 'src');
      return <OutLink to={address}>{visibleText(token.content || address)}</OutLink>;
    }
    case 'paragraph_open':
      return token.hidden ? drawAll(parts) : <p>{drawAll(parts)}</p>;
    case 'heading_open':
      return createElement(HEADINGS[token.tag] ?? 'h6', null, drawAll(parts));
    case 'ordered_list_open':
      return <ol start={Number(attributeOf(token, 'start') || 1)}>{drawAll(parts)}</ol>;
    case 'table_open':
      return (
        <div className="md-table" tabIndex={0}>
          <table>{drawAll(parts)}</table>
        </div>
      );
    case 'th_open':
    case 'td_open':
      return createElement(token.tag, { className: alignOf(token) }, drawAll(parts));
    default:
      // A part that a later reader knows is at least its text.
      return PLAIN.has(token.tag)
        ? createElement(token.tag, null, drawAll(parts))
        : drawAll(parts) || visibleLines(token.content);
  }
}

const ALIGNED: Readonly<Record<string, string>> = {
  'text-align:center': 'md-center',
  'text-align:right': 'md-right',
};
const alignOf = (token: Token): string | undefined => ALIGNED[attributeOf(token, 'style')];

const attributeOf = (token: Token, name: string): string => String(token.attrGet(name) ?? '');
