import { start } from "./start";
import "./styles/index.css";

// Only a call: the code itself is in the chunk of the first screens, where it compresses better.
void start();
