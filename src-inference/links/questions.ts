// What clients of connections ask of the station, and the answers that are still to come.
import { StationError } from '../contract/index.ts';
import type { Answer, AnswerTo, Question } from './thread/thread-messages.ts';

export type Ask = <Asked extends Question>(question: Asked) => Promise<AnswerTo<Asked>>;

export class Questions {
  private readonly open = new Map<number, (answer: Answer) => void>();
  private next = 1;

  /**
   * @param pass Passes the question on.
   * @throws StationError of the command.
   */
  async ask<Asked extends Question>(
    question: Asked,
    pass: (id: number, question: Question) => void,
  ): Promise<AnswerTo<Asked>> {
    const id = this.next++;
    const { output, error } = await new Promise<Answer>((resolve) => {
      this.open.set(id, resolve);
      pass(id, question);
    });
    if (error !== null) throw StationError.from(error);
    return output as AnswerTo<Asked>;
  }

  take(answer: Answer): void {
    this.open.get(answer.id)?.(answer);
    this.open.delete(answer.id);
  }
}
