import type { ComponentProps } from 'react';
import { go, isPlainClick, taskPath } from '../app/router';

/** Opens the task over the board, whose filter stays. */
export function TaskLink({ id, ...rest }: ComponentProps<'a'> & { id: string }) {
  return (
    <a
      href={taskPath(id) + location.search}
      draggable={false}
      onClick={(event) => {
        if (!isPlainClick(event)) return;
        event.preventDefault();
        go(taskPath(id) + location.search, { fromBoard: true });
      }}
      {...rest}
    />
  );
}
