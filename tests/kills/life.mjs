// One life of the server: it answers until, at a moment that the dice chose, it is killed.

import { Agent, request } from "node:http";

/** Nobody will know from an answer what became of this. */
export class Unanswered extends Error {}

export class Life {
  #agent = new Agent({ keepAlive: true });
  #process;
  #url;
  #key;
  isOver = false;
  answers = 0;
  /** Acknowledged changes. */
  writes = 0;
  /** Mails that were acknowledged, and those that may have been. */
  mails = 0;
  perhapsMails = 0;
  unanswered = 0;

  /** It is killed when it has answered so often. */
  diesAfter = Infinity;

  constructor(process, url, key) {
    this.#process = process;
    this.#url = url;
    this.#key = key;
  }

  /** Asks for something that the server must not refuse. */
  async does(method, path, options) {
    const answer = await this.asks(method, path, options);
    if (answer.status >= 300) throw new Error(`${method} ${path}: ${answer.status} ${JSON.stringify(answer.body)}`);
    if (method !== "GET") this.writes += 1;
    return answer.body;
  }

  /** Asks; a body that is JSON. As somebody with `token`; as an administrator with `asAdmin`. */
  async asks(method, path, { body, token, asAdmin } = {}) {
    const bearer = asAdmin ? this.#key : token;
    const headers = { ...(bearer && { authorization: `Bearer ${bearer}` }), ...(body && { "content-type": "application/json" }) };
    let answer;
    try {
      answer = await this.#exchange(method, this.#url + path, headers, body && JSON.stringify(body));
    } catch (error) {
      // Before the kill there is no reason not to be answered.
      if (!this.isOver) throw new Error(`${method} ${path}: ${error.message}`, { cause: error });
      this.unanswered += 1;
      throw new Unanswered(`${method} ${path}`);
    }
    if (answer.status >= 500) throw new Error(`${method} ${path}: ${answer.status} ${JSON.stringify(answer.body)}`);
    this.answers += 1;
    if (this.answers === this.diesAfter) this.kills();
    return answer;
  }

  kills() {
    if (this.isOver) return;
    this.isOver = true;
    process.kill(this.#process.pid, "SIGKILL");
  }

  /** After this no request of this life is on its way any more. */
  async isGone() {
    await this.#process.ended;
    this.#agent.destroy();
  }

  #exchange(method, url, headers, body) {
    return new Promise((resolve, reject) => {
      const sent = request(url, { method, headers, agent: this.#agent }, (answer) => {
        let text = "";
        answer.setEncoding("utf8").on("data", (chunk) => (text += chunk));
        answer.on("error", reject).on("aborted", () => reject(new Error("cut off")));
        answer.on("end", () => resolve({ status: answer.statusCode, body: text ? JSON.parse(text) : null }));
      });
      sent.on("error", reject).end(body);
    });
  }
}
