import { useCallback } from 'react';
import { useBoard, useFrozen } from '../app/panel';
import type { Stage } from '../wire/task';
import { Card } from './Card';
import { CardMenuButton } from './CardMenu';
import { HOW_TO_DRAG } from './DragBoard';
import { mayLift } from './moves';
import { SelectBox } from './SelectBox';
import { TaskLink } from './TaskLink';
import { useRovingCard } from './use-roving-card';

/** A card on the board: its link, its place in the tab order, its menu. */
export function BoardCard({
  id,
  stage,
  opened,
  lifted,
}: {
  id: string;
  stage: Stage;
  opened: boolean;
  /** It is carried: what stays in its place is its ghost. */
  lifted: boolean;
}) {
  const { active, link, frame, handlers } = useRovingCard(id, stage);
  const tabIndex = active ? 0 : -1;
  const frozen = useFrozen();
  const liftable = useBoard((board) => {
    const task = board.task(id);
    return task !== undefined && mayLift(task);
  });
  const howToDrag = !frozen && liftable ? HOW_TO_DRAG : undefined;
  const title = useCallback(
    (text: string, name: string) => (
      <TaskLink
        ref={link}
        id={id}
        aria-label={name}
        aria-describedby={howToDrag}
        tabIndex={tabIndex}
      >
        {text}
      </TaskLink>
    ),
    [link, id, howToDrag, tabIndex],
  );
  return (
    <Card
      id={id}
      opened={opened}
      title={title}
      frame={frame}
      handlers={handlers}
      look={lifted ? 'ghost' : undefined}
    >
      <SelectBox id={id} tabIndex={tabIndex} />
      <CardMenuButton id={id} tabIndex={tabIndex} />
    </Card>
  );
}
