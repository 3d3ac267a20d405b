import { Camera } from "lucide";
import { drawSymbols } from "./drawnSymbols";

// With the code of the buttons that show it, not in the document: no first screen has one.
drawSymbols({ camera: Camera });
