# Runs a program at a terminal and types answers: each after its question has been printed.
# Usage: terminal.py '[["question", "keys"], ...]' program words...
import json, os, pty, select, signal, sys, termios, time

asked = json.loads(sys.argv[1])
pid, terminal = pty.fork()
if pid == 0:
    os.execvp(sys.argv[2], sys.argv[2:])
termios.tcsetwinsize(terminal, (24, 80))
printed, seen, end = "", 0, time.time() + 20
while time.time() < end:
    if asked and asked[0][0] in printed[seen:]:
        seen = printed.index(asked[0][0], seen) + len(asked[0][0])
        for key in asked.pop(0)[1]:
            os.write(terminal, key.encode())
            time.sleep(0.005)
    if not select.select([terminal], [], [], 0.05)[0]:
        continue
    try:
        chunk = os.read(terminal, 65536)
    except OSError:  # The program has ended.
        break
    if not chunk:
        break
    printed += chunk.decode(errors="replace")
else:
    os.kill(pid, signal.SIGKILL)
sys.stdout.write(printed)
sys.exit(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]))
