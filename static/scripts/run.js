/* The page of a run of the scheduler: asks every two seconds how far it is, and shows the answer once there is one.

   The page works without it: the link "Look again" does the same by hand. */

const run = document.getElementById("run");
const EVERY = 2000;

async function look() {
  try {
    const answer = await fetch(run.dataset.progress, { headers: { Accept: "application/json" } });
    if (!answer.ok) return;
    const told = await answer.json();
    if (told.has_ended) {
      location.reload();
      return;
    }
    const state = document.getElementById("run-state");
    if (state.textContent !== told.state) state.textContent = told.state;
    const rows = run.querySelectorAll("tbody tr");
    if (told.goals.length && !rows.length) {
      location.reload();
      return;
    }
    told.goals.forEach((goal, index) => {
      const cells = rows[index].querySelectorAll("td");
      goal.forEach((text, column) => {
        cells[column].firstElementChild.textContent = text;
      });
    });
  } catch {
    /* The line is down for a moment; the next question may get through. */
  }
  setTimeout(look, EVERY);
}

setTimeout(look, EVERY);
